import { subgraphSchemas, composedSupergraph } from './graph.ts';
import { createWorld } from './world.ts';
import { createFederationExecutor, localService } from '#gateway/federation/index.ts';
import { createPlanner } from '#gateway/federation/planner.ts';
import { graphql, parse } from 'graphql';
const s = subgraphSchemas(createWorld());
if (process.argv[4]) {
  const sdl = composedSupergraph();
  try {
    console.log(JSON.stringify(await createPlanner(sdl, 1000).plan(process.argv[2]), null, 1));
  } catch (e) {
    console.log(e, e.cause);
  }
}
const ex = createFederationExecutor({
  supergraphSdl: composedSupergraph(),
  services: Object.fromEntries(
    Object.entries(s).map(([n, x]) => [
      n,
      {
        ...localService(x),
        execute: async (r) => {
          const q = await localService(x).execute(r);
          console.log(n, r.query, JSON.stringify(r.variables), JSON.stringify(q));
          return q;
        },
      },
    ]),
  ),
});
const r = await ex.execute({
  document: parse(process.argv[2]),
  context: {},
  variables: JSON.parse(process.argv[3] || '{}'),
});
console.log(JSON.stringify(r));
for (const e of r.errors ?? []) console.log(e.originalError, e.originalError?.cause);
