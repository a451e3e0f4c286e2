import { print, visit } from 'graphql';
import type { ArgumentNode } from 'graphql';
import type { PathSegment, RequiredSelection, Rewrite } from './plan-node.ts';
import type { Items } from './selection-item.ts';
import type { Graph, GraphField } from './subgraph-model.ts';

/** A selection set that is being put together for one subgraph. */
export class DraftSelection {
  readonly fields = new Map<string, DraftField>();
  readonly fragments = new Map<string, DraftSelection>();
  hasTypeName = false;

  field(key: string, field: GraphField, args: readonly ArgumentNode[], isComposite: boolean): DraftField {
    let draft = this.fields.get(key);
    if (!draft) {
      draft = {
        name: field.name,
        typeText: field.typeText,
        args,
        child: isComposite ? new DraftSelection() : undefined,
      };
      this.fields.set(key, draft);
    }
    return draft;
  }

  on(type: string): DraftSelection {
    let fragment = this.fragments.get(type);
    if (!fragment) this.fragments.set(type, (fragment = new DraftSelection()));
    return fragment;
  }

  get isEmpty(): boolean {
    return this.fields.size === 0 && [...this.fragments.values()].every((fragment) => fragment.isEmpty);
  }
}

export interface DraftField {
  readonly name: string;
  readonly typeText: string;
  readonly args: readonly ArgumentNode[];
  readonly child: DraftSelection | undefined;
}

/** A sub-request that is being put together. */
export interface FetchDraft {
  readonly graph: Graph;
  /** Sub-requests that must have been answered before; its own wave comes after theirs. */
  wave: number;
  readonly id: number;
  /** Whether another sub-request uses its answer. */
  isAwaited: boolean;
  readonly path: readonly PathSegment[];
  /** A root fetch has one branch, for the root type. */
  readonly isRoot: boolean;
  readonly branches: Map<string, DraftBranch>;
}

export interface DraftBranch {
  /** Name of the type in the subgraph: the interface's for an interface object. */
  readonly typeName: string;
  readonly isInterfaceObject: boolean;
  readonly selection: DraftSelection;
  /** What a representation of each runtime type carries. */
  readonly required: Map<string, Items>;
}

export interface PrintedSelection {
  readonly text: string;
  readonly variables: ReadonlySet<string>;
  readonly rewrites: readonly Rewrite[];
}

/**
 * A selection set as text. Where fragments on different types select one key with different types in this subgraph
 * (the supergraph's may agree), the subgraph would refuse the operation: such keys are renamed there and back.
 */
export function printSelection(selection: DraftSelection): PrintedSelection {
  const variables = new Set<string>();
  const rewrites: Rewrite[] = [];
  const conflicting = (draft: DraftSelection): ReadonlySet<string> => {
    if (draft.fragments.size < 2 && draft.fields.size === 0) return new Set();
    const seen = new Map<string, DraftField[]>();
    const conflicts = new Set<string>();
    for (const part of [draft, ...draft.fragments.values()]) {
      for (const [key, field] of part.fields) {
        const others = seen.get(key);
        if (others?.some((other) => cannotMerge(other, field))) conflicts.add(key);
        if (others) others.push(field);
        else seen.set(key, [field]);
      }
    }
    return conflicts;
  };
  const toText = (draft: DraftSelection, path: Rewrite['path'], renamed: ReadonlySet<string>): string => {
    const conflicts = conflicting(draft);
    const parts: string[] = draft.hasTypeName ? ['__typename'] : [];
    for (const [key, field] of draft.fields) {
      const alias = renamed.has(key) ? `_c_${lastType(path)}_${key}` : key;
      if (alias !== key) {
        rewrites.push({ path: [...path, { kind: 'key', key: alias }], action: { kind: 'rename', to: key } });
      }
      const name = alias === field.name ? alias : `${alias}: ${field.name}`;
      const child = field.child
        ? ` ${toText(field.child, [...path, { kind: 'key', key: alias }], new Set())}`
        : '';
      parts.push(name + printArguments(field.args, variables) + child);
    }
    for (const [type, fragment] of draft.fragments) {
      if (fragment.isEmpty) continue;
      parts.push(`... on ${type} ${toText(fragment, [...path, { kind: 'type', types: [type] }], conflicts)}`);
    }
    return parts.length > 0 ? `{ ${parts.join(' ')} }` : '{ __typename }';
  };
  const text = toText(selection, [], new Set());
  // Inner keys first: the paths of outer ones name what they are called before.
  return { text, variables, rewrites: rewrites.sort((a, b) => b.path.length - a.path.length) };
}

/** SameResponseShape, https://spec.graphql.org/October2021/#SameResponseShape(). */
function cannotMerge(one: DraftField, other: DraftField): boolean {
  if (one.child && other.child) {
    if (wrappers(one.typeText) !== wrappers(other.typeText)) return true;
    const fields = allFields(one.child);
    return allFields(other.child).some(([key, field]) =>
      fields.some(([otherKey, otherField]) => otherKey === key && cannotMerge(otherField, field)),
    );
  }
  return one.typeText !== other.typeText;
}

function allFields({ fields, fragments }: DraftSelection): (readonly [string, DraftField])[] {
  return [...fields, ...[...fragments.values()].flatMap(allFields)];
}

function wrappers(typeText: string): string {
  return typeText.replaceAll(/\w/g, '');
}

function printArguments(args: readonly ArgumentNode[], variables: Set<string>): string {
  if (args.length === 0) return '';
  for (const argument of args) {
    visit(argument, { Variable: (variable) => void variables.add(variable.name.value) });
  }
  return `(${args.map((argument) => print(argument)).join(', ')})`;
}

export function toRequired(items: Items): RequiredSelection[] {
  return items.map((item): RequiredSelection => {
    if (item.kind === 'on')
      return { kind: 'fragment', on: item.type ?? '', selections: toRequired(item.items) };
    return {
      kind: 'field',
      from: item.key,
      to: item.name,
      ...(item.items && { selections: toRequired(item.items) }),
    };
  });
}

function lastType(path: Rewrite['path']): string {
  const last = path.at(-1);
  return last?.kind === 'type' ? (last.types[0] ?? '') : '';
}
