import { readAppliedDirectives } from '#schema/directives.ts';
import { subgraphSdl } from '#schema/sdl.ts';
import { SUBGRAPH_NAMES } from '#schema/subgraph.ts';

const PREFIX = 'Mutation.';

/** Mutation → scopes it needs, all of them, from the contracts' `@scope`. A mutation without the directive is not in it: nobody may call it. */
export function readActionScopes(
  sdls: readonly string[] = SUBGRAPH_NAMES.map(subgraphSdl),
): ReadonlyMap<string, readonly string[]> {
  const scopes = new Map<string, readonly string[]>();
  for (const sdl of sdls) {
    for (const [coordinate, required] of readAppliedDirectives(sdl).fieldScopes) {
      if (coordinate.startsWith(PREFIX)) scopes.set(coordinate.slice(PREFIX.length), required);
    }
  }
  return scopes;
}
