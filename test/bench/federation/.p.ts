import { createFederationExecutor, localService } from '#gateway/federation/index.ts';
import { HEAVY, supergraph, subgraphSchemas } from './graph.ts';
import { parse } from 'graphql';
let n = 0,
  show = true;
const ex = createFederationExecutor({
  supergraphSdl: supergraph('http://x'),
  services: Object.fromEntries(
    Object.entries(subgraphSchemas()).map(([k, s]) => {
      const l = localService(s);
      return [
        k,
        {
          ...l,
          execute: async (r: any) => {
            n++;
            const q = await l.execute(r);
            if (show)
              console.log(
                k,
                r.query,
                Object.entries(r.variables)
                  .map(([a, b]: any) => a + ':' + b.length)
                  .join(),
                'in',
                JSON.stringify(r.variables).length,
                'out',
                JSON.stringify(q).length,
              );
            return q;
          },
        },
      ];
    }),
  ),
});
const d = parse(HEAVY);
let t = performance.now();
const r = await ex.execute({ document: d, context: {} });
console.log('first', performance.now() - t, n, JSON.stringify(r).length, r.errors);
show = false;
t = performance.now();
for (let i = 0; i < 300; i++) await ex.execute({ document: d, context: {} });
console.log('ms each', (performance.now() - t) / 300);
