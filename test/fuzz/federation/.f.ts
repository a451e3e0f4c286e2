import { subgraphSchemas, composedSupergraph, monolithSchema } from './graph.ts';
import { createWorld } from './world.ts';
import { randomNumbers, randomOperation } from './random-operation.ts';
import { difference } from './same-response.ts';
import { createFederationExecutor, localService } from '#gateway/federation/index.ts';
import { execute, parse, validate } from 'graphql';
const N = +process.argv[2],
  seed = +process.argv[3] || 1,
  kind = (process.argv[4] ?? 'query') as 'query',
  show = +(process.argv[5] ?? 2);
const random = randomNumbers(seed);
const sdl = composedSupergraph(),
  mono = monolithSchema();
const mk = () =>
  createFederationExecutor({
    supergraphSdl: sdl,
    services: Object.fromEntries(
      Object.entries(subgraphSchemas(createWorld())).map(([n, x]) => [n, localService(x)]),
    ),
  });
const shared = mk();
const cats: Record<string, [string, string, string][]> = {};
let ok = 0;
for (let n = 0; n < N;) {
  const o = randomOperation(mono, random, kind);
  const document = parse(o.query);
  if (validate(mono, document).length) continue;
  n++;
  const want = JSON.parse(
    JSON.stringify(
      await execute({ schema: mono, document, variableValues: o.variables, rootValue: createWorld().roots }),
    ),
  );
  const raw = await (kind === 'query' ? shared : mk()).execute({
    document: parse(o.query),
    variables: o.variables,
    context: {},
  });
  const got = JSON.parse(JSON.stringify(raw));
  const d = difference(got, want);
  if (!d) {
    ok++;
    continue;
  }
  const cause = (raw.errors?.[0]?.originalError as any)?.cause?.message;
  const cat = cause
    ? 'PLAN ' + cause.replace(/'[^']*'/, 'X').replace(/item: .*/, '')
    : d.split('\n')[0].replace(/ at .*/, '');
  (cats[cat] ??= []).push([o.query, JSON.stringify(o.variables), d.slice(0, 1500)]);
}
console.log({ ok, N });
for (const [c, l] of Object.entries(cats)) {
  l.sort((a, b) => a[0].length - b[0].length);
  console.log('##', c, l.length);
  for (const x of l.slice(0, c.startsWith('PLAN') ? 1 : show)) console.log(x.join('\n   '));
}
process.exit(0);
