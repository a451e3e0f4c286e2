import { composeServices } from '@theguild/federation-composition';
import { parse } from 'graphql';

export function composeTestGraph(shop = SHOP): string {
  const { supergraphSdl, errors } = composeServices([
    { name: 'shop', url: 'http://shop.invalid', typeDefs: parse(shop) },
    { name: 'reviews', url: 'http://reviews.invalid', typeDefs: parse(REVIEWS) },
  ]);
  if (!supergraphSdl) throw new Error(errors?.map(({ message }) => message).join('\n'));
  return supergraphSdl;
}

const LINKS = `
  extend schema
    @link(url: "https://specs.apollo.dev/federation/v2.7", import: ["@key", "@shareable", "@composeDirective"])
    @link(url: "https://izaos.dev/spec/v1.0", import: ["@rest", "@scope", "@cost"])
    @composeDirective(name: "@rest")
    @composeDirective(name: "@scope")
    @composeDirective(name: "@cost")
  directive @rest(method: String, path: String!, status: Int) repeatable on FIELD_DEFINITION
  directive @scope(requires: [String!]!) on FIELD_DEFINITION | OBJECT
  directive @cost(weight: Int!, fetch: Boolean) on FIELD_DEFINITION
  scalar JSON
`;

export const SHOP = `${LINKS}
  "Something with an id."
  interface Thing { id: ID! }
  "A thing for sale."
  type Item implements Thing @key(fields: "id") {
    id: ID!
    name: String!
    revision: String!
    color: Color!
    labels: [Label!]!
    maker: Maker
    parts: [Item!]
    native: JSON
    stock: Int @cost(weight: 10, fetch: true)
    secret: String @scope(requires: ["shop:secrets"])
    broken: String
    labelled(key: String!): String
  }
  type Maker implements Thing @key(fields: "id") { id: ID! name: String! town: String }
  type Label { key: String! value: String! }
  enum Color { RED GREEN BLUE }
  type ItemConnection { edges: [ItemEdge!]! nodes: [Item!]! pageInfo: PageInfo! totalCount: Int! outages: [Outage!]! }
  type ItemEdge { cursor: String! node: Item! }
  type PageInfo @shareable { hasNextPage: Boolean! hasPreviousPage: Boolean! startCursor: String endCursor: String }
  type Outage { endpoint: String! reason: String! }
  type Operation { id: ID! state: OperationState! targets: [ID!]! percent: Int }
  enum OperationState { PENDING RUNNING SUCCEEDED FAILED CANCELLED }
  input StringFilter { eq: String contains: String in: [String!] }
  input ItemFilter { name: StringFilter color: [Color!] or: [ItemFilter!] not: ItemFilter }
  input ItemOrder { field: String! descending: Boolean }
  input ItemCreateInput { name: String! color: Color = RED weight: Float native: JSON dryRun: Boolean = false requestId: ID }
  input ItemRenameInput { id: ID! name: String! ifRevision: String dryRun: Boolean = false requestId: ID }
  input ItemRemoveInput { id: ID! force: Boolean = false ifRevision: String dryRun: Boolean = false }
  input ItemBuildInput { name: String! requestId: ID }
  input PingInput { text: String }
  input JudgeInput { kind: String! settings: JSON! }
  type ItemPayload { item: Item operation: Operation dryRun: Boolean! }
  type ItemRemovePayload { removedId: ID! dryRun: Boolean! }
  type PingPayload { text: String }
  type Verdict { kind: String! settings: JSON }
  type ItemEvent { type: String! cursor: String! item: Item }
  type Ring { cursor: String! bell: Bell! }
  type Bell { type: String! }
  type Query {
    "Items there are."
    items(first: Int = 2, after: String, where: ItemFilter, orderBy: ItemOrder): ItemConnection!
      @rest(path: "/items") @scope(requires: ["shop:read"])
    "One item."
    item(id: ID!): Item @rest(path: "/items/{id}") @scope(requires: ["shop:read"])
    makers(town: String, colors: [Color!]): [Maker!]! @rest(path: "/makers") @scope(requires: ["shop:read"])
    thing(id: ID!): Thing @scope(requires: ["shop:read"])
    judge(input: JudgeInput!): Verdict! @scope(requires: ["shop:read"])
    operation(id: ID!): Operation @rest(path: "/operations/{id}") @scope(requires: ["shop:read"])
    secrets: [Item!]! @scope(requires: ["shop:secrets"])
    limited: Item @scope(requires: ["shop:read"])
    down: Item @scope(requires: ["shop:read"])
  }
  type Mutation {
    itemCreate(input: ItemCreateInput!): ItemPayload! @rest(path: "/items", status: 201) @scope(requires: ["shop:write"])
    itemRename(input: ItemRenameInput!): ItemPayload! @rest(method: "PUT", path: "/items/{id}/name") @scope(requires: ["shop:write"])
    itemRemove(input: ItemRemoveInput!): ItemRemovePayload! @rest(method: "DELETE", path: "/items/{id}") @scope(requires: ["shop:write"])
    itemBuild(input: ItemBuildInput!): ItemPayload! @rest(path: "/items/build", status: 202) @scope(requires: ["shop:write"])
    ping(input: PingInput): PingPayload! @scope(requires: ["shop:write"])
  }
  type Subscription {
    itemWatch(after: String, where: ItemFilter): ItemEvent! @rest(path: "/events/items") @scope(requires: ["shop:read"])
    operationWatch(id: ID!): Operation! @rest(path: "/operations/{id}/events") @scope(requires: ["shop:read"])
    bells(after: String): Ring! @scope(requires: ["shop:read"])
    flood(size: Int!): ItemEvent! @scope(requires: ["shop:read"])
    failing: ItemEvent! @scope(requires: ["shop:read"])
  }
`;

export const REVIEWS = `${LINKS}
  type Item @key(fields: "id") {
    id: ID!
    rating: Rating
    reviews(first: Int = 10): ReviewConnection
    audit: [Review!] @scope(requires: ["shop:audit"])
  }
  type Rating { stars: Float! count: Int! }
  type Review { text: String! author: String! item: Item }
  type ReviewConnection { nodes: [Review!]! pageInfo: PageInfo! totalCount: Int! }
  type PageInfo @shareable { hasNextPage: Boolean! hasPreviousPage: Boolean! startCursor: String endCursor: String }
`;
