import { Kind, parse, print } from 'graphql';
import type { ArgumentNode, FragmentDefinitionNode, SelectionSetNode } from 'graphql';
import type { AliasCodec } from '../alias-codec.ts';
import type { TypeMembership } from '../supergraph.ts';

/** What is to be selected, with its keys in the merged response. Fragments are inline, and shared where spread twice. */
export type Item = FieldItem | FragmentItem;

export interface FieldItem {
  readonly kind: 'field';
  /** Key in the merged response. */
  readonly key: string;
  readonly name: string;
  readonly args: readonly ArgumentNode[];
  /** Undefined for leaves. */
  readonly items?: Items;
}

export interface FragmentItem {
  readonly kind: 'on';
  readonly type: string | undefined;
  readonly items: Items;
}

export type Items = readonly Item[];

/** A client's selections. Introspection is left out: the gateway answers it. */
export function itemsOf(
  set: SelectionSetNode,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
  codec: AliasCodec,
): Items {
  const known = new Map<string, Items>();
  const convert = (selections: SelectionSetNode['selections']): Items =>
    selections.flatMap((selection): Items => {
      if (selection.kind === Kind.FIELD) {
        const name = selection.name.value;
        if (name === '__schema' || name === '__type') return [];
        if (name === '__typename') return [TYPENAME];
        const base = {
          kind: 'field',
          key: codec.encode(selection),
          name,
          args: selection.arguments ?? [],
        } as const;
        return [
          selection.selectionSet ? { ...base, items: convert(selection.selectionSet.selections) } : base,
        ];
      }
      if (selection.kind === Kind.INLINE_FRAGMENT) {
        const type = selection.typeCondition?.name.value;
        return [{ kind: 'on', type, items: convert(selection.selectionSet.selections) }];
      }
      const fragment = fragments.get(selection.name.value);
      if (!fragment) return [];
      let items = known.get(fragment.name.value);
      if (!items) known.set(fragment.name.value, (items = convert(fragment.selectionSet.selections)));
      return [{ kind: 'on', type: fragment.typeCondition.name.value, items }];
    });
  return convert(set.selections);
}

export const TYPENAME: FieldItem = { kind: 'field', key: '__typename', name: '__typename', args: [] };

/** Reads field sets (`@key`, `@requires`, `@provides`). Fields with arguments get keys of their own. */
export class FieldSetReader {
  readonly #keys = new Map<string, string>();
  readonly #known = new Map<string, Items>();

  read(fieldSet: string): Items {
    let items = this.#known.get(fieldSet);
    if (items) return items;
    const [definition] = parse(`{ ${fieldSet} }`, { noLocation: true }).definitions;
    items = definition?.kind === Kind.OPERATION_DEFINITION ? this.#convert(definition.selectionSet) : [];
    this.#known.set(fieldSet, items);
    return items;
  }

  #convert(set: SelectionSetNode): Items {
    return set.selections.flatMap((selection): Items => {
      if (selection.kind === Kind.FRAGMENT_SPREAD) return [];
      if (selection.kind === Kind.INLINE_FRAGMENT) {
        return [
          {
            kind: 'on',
            type: selection.typeCondition?.name.value,
            items: this.#convert(selection.selectionSet),
          },
        ];
      }
      const name = selection.name.value;
      const args = selection.arguments ?? [];
      const base = { kind: 'field', key: this.#keyFor(name, args), name, args } as const;
      return [selection.selectionSet ? { ...base, items: this.#convert(selection.selectionSet) } : base];
    });
  }

  #keyFor(name: string, args: readonly ArgumentNode[]): string {
    if (args.length === 0) return name;
    const text = `${name}(${args.map((argument) => print(argument)).join(', ')})`;
    let key = this.#keys.get(text);
    if (key === undefined) this.#keys.set(text, (key = `_q${this.#keys.size}_${name}`));
    return key;
  }
}

/** Fields by key that apply to a type: CollectFields, https://spec.graphql.org/October2021/#CollectFields(). */
export function collectItems(type: string, items: Items, isMember: TypeMembership): FieldItem[] {
  const fields = new Map<string, FieldItem>();
  const spread = new Set<Items>();
  const collect = (list: Items) => {
    if (spread.has(list)) return;
    spread.add(list);
    for (const item of list) {
      if (item.kind === 'on') {
        if (item.type === undefined || isMember(type, item.type)) collect(item.items);
        continue;
      }
      const known = fields.get(item.key);
      if (!known) fields.set(item.key, item);
      else if (known.items && item.items && known.items !== item.items) {
        fields.set(item.key, { ...known, items: [...known.items, ...item.items] });
      }
    }
  };
  collect(items);
  return [...fields.values()];
}
