import { getNamedType, isCompositeType, isLeafType, isObjectType, isUnionType } from 'graphql';
import type { GraphQLNamedType } from 'graphql';
import { chosenSelection } from './chosen-selection.ts';
import { defaultSelection, pageSelection } from './default-selection.ts';
import type { SelectionSource } from './default-selection.ts';
import type { Route } from './derive-routes.ts';
import { printSelection } from './selection.ts';
import type { Selection } from './selection.ts';

/** What the layer itself reads of an answer, whatever the client chose; taken out before the answer is sent. */
export const HIDDEN = {
  revision: 'restRevision',
  cursor: 'restCursor',
  type: 'restType',
  subject: 'restSubject',
  operation: 'restOperation',
  noun: 'restNoun',
} as const;

export interface RouteDocument {
  readonly text: string;
  /** What is selected of each item. */
  readonly selection: Selection | undefined;
}

/** Parts of a change's answer that status and Location follow from. */
export interface PayloadMembers {
  /** The member that holds the change under way, and its type. */
  readonly operation: PayloadMember | undefined;
  /** The member that holds the object changed, and its type. */
  readonly noun: PayloadMember | undefined;
}

export interface PayloadMember {
  readonly name: string;
  readonly type: GraphQLNamedType;
}

const MAX_CHOSEN = 200;

/** The documents that one route runs: prepared once per set of scopes that makes a difference, and per choice of fields. */
export class RouteDocuments {
  readonly route: Route;
  readonly members: PayloadMembers;
  readonly #source: SelectionSource;
  readonly #extras: readonly string[];
  readonly #scopes: readonly string[];
  readonly #known = new Map<string, RouteDocument>();

  constructor(route: Route, source: SelectionSource) {
    this.route = route;
    this.#source = source;
    this.members = membersOf(route);
    this.#extras = extrasOf(route, this.members);
    const scopes = new Set<string>();
    this.#select(undefined, (scope) => scopes.add(scope).has(scope));
    this.#scopes = [...scopes];
  }

  /** Throws BAD_USER_INPUT for `fields` that do not fit. */
  documentFor(holds: (scope: string) => boolean, fields?: string): RouteDocument {
    const held = this.#scopes.map((scope) => (holds(scope) ? '1' : '0')).join('');
    const key = `${held} ${fields ?? ''}`;
    const known = this.#known.get(key);
    if (known) return known;
    const selection = this.#select(fields, holds);
    const document = { text: this.#print(selection), selection };
    if (this.#known.size >= MAX_CHOSEN) this.#known.delete(this.#known.keys().next().value!);
    this.#known.set(key, document);
    return document;
  }

  #select(fields: string | undefined, holds: (scope: string) => boolean): Selection | undefined {
    const { answer, field, coordinate } = this.route;
    if (answer.kind === 'value') return undefined;
    if (fields !== undefined) return chosenSelection(this.#source, { type: answer.item, fields }, holds);
    const [root = ''] = coordinate.split('.');
    const graph = this.#source.homesOf(root, field.name)[0];
    const place = { type: answer.item, graph, expand: answer.kind === 'object' };
    return defaultSelection(this.#source, place, holds);
  }

  #print(items: Selection | undefined): string {
    const { kind, field, answer, operationId } = this.route;
    const body =
      answer.kind === 'connection'
        ? printSelection(pageSelection(answer.connection.getFields(), items!))
        : printSelection(items, this.#extras);
    const declared = field.args.map(({ name, type }) => `$${name}: ${String(type)}`).join(', ');
    const given = field.args.map(({ name }) => `${name}: $${name}`).join(', ');
    const root = `${field.name}${given && `(${given})`}${body && ` ${body}`}`;
    return `${kind} Rest_${operationId}${declared && `(${declared})`} { ${root} }`;
  }
}

function membersOf({ kind, answer }: Route): PayloadMembers {
  if (kind !== 'mutation' || answer.kind !== 'object' || !isObjectType(answer.item))
    return { operation: undefined, noun: undefined };
  const members = Object.values(answer.item.getFields()).map(({ name, type }) => ({
    name,
    type: getNamedType(type),
  }));
  const isOperation = ({ name, type }: PayloadMember) =>
    name === 'operation' && hasLeaves(type, ['id', 'state', 'targets']);
  return {
    operation: members.find(isOperation),
    noun: members.find((member) => !isOperation(member) && hasLeaves(member.type, ['id'])),
  };
}

function extrasOf({ kind, answer }: Route, { operation, noun }: PayloadMembers): string[] {
  if (answer.kind !== 'object' || isUnionType(answer.item)) return [];
  const fields = answer.item.getFields();
  if (kind === 'query') return hasLeaves(answer.item, ['revision']) ? [`${HIDDEN.revision}: revision`] : [];
  if (kind === 'mutation') {
    return [
      ...(operation ? [`${HIDDEN.operation}: operation { id state targets }`] : []),
      ...(noun ? [`${HIDDEN.noun}: ${noun.name} { id }`] : []),
    ];
  }
  const cursor = ['cursor', 'sequence'].find((name) => fields[name]);
  const subject = Object.values(fields).find(({ type }) => hasLeaves(getNamedType(type), ['type']));
  return [
    ...(cursor === undefined ? [] : [`${HIDDEN.cursor}: ${cursor}`]),
    ...(hasLeaves(answer.item, ['type']) ? [`${HIDDEN.type}: type`] : []),
    ...(!fields['type'] && subject ? [`${HIDDEN.subject}: ${subject.name} { type }`] : []),
  ];
}

function hasLeaves(type: GraphQLNamedType, names: readonly string[]): boolean {
  if (!isCompositeType(type) || !('getFields' in type)) return false;
  const fields = type.getFields();
  return names.every((name) => fields[name] && isLeafType(getNamedType(fields[name].type)));
}
