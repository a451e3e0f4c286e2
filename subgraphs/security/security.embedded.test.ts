import { expect, it } from 'vitest';
import { createFleet } from '#backends/fleet.ts';
import { encodeId } from '#kernel/ids.ts';
import { silentLog } from '#kernel/log.ts';
import { testSubgraph } from './test-subgraph.ts';

it('judges workloads of the platform in memory in the same words, and sees them start', async () => {
  const fleet = createFleet({ endpoints: [{ platform: 'embedded', name: 'toy' }], log: silentLog() });
  await fleet.start();
  await using security = await testSubgraph({ fleet });
  const engine = fleet.embedded[0]!;
  const mounts = [{ type: 'bind' as const, source: '/etc', destination: '/x', readOnly: true }];
  const { id } = await engine.createContainer({
    image: engine.images.values()[0]!.tags[0]!,
    name: 'risky',
    mounts,
  });
  await engine.startContainer(id);
  const target = encodeId('Container', 'toy', id);
  const query = `query ($r: [_Any!]!) {
    _entities(representations: $r) { ... on Workload { policyVerdict { allowed violations { rule setting } } } }
    securityEvents { kind severity target workload { id } }
  }`;
  expect(await security.ask(query, { r: [{ __typename: 'Workload', id: target }] })).toEqual({
    _entities: [
      {
        policyVerdict: {
          allowed: false,
          violations: [{ rule: 'host-path', setting: 'HostConfig.Mounts[0].Source' }],
        },
      },
    ],
    securityEvents: [{ kind: 'engine.host_mount', severity: 'WARNING', target, workload: { id: target } }],
  });
  await fleet.stop();
});
