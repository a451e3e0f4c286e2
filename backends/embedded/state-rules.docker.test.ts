import { afterAll, beforeAll, expect, test } from 'vitest';
import { silentLog } from '#kernel/log.ts';
import { BASE_IMAGE, requireDocker, testLabels } from '#test/engines/docker.ts';
import { secondDockerd, type SecondDockerd } from '#test/engines/second-dockerd.ts';
import { createDockerEndpoint, type DockerEndpoint } from '../docker/index.ts';
import { RevisionClock } from '../revision-clock.ts';
import { STATE_CASES, STEPS_TO, type Verb } from './state-cases.ts';

const describe = requireDocker();

describe('the rules that the embedded engine follows are those of a real one', () => {
  // An engine of its own: a container paused while something enters it stays locked, and a relist of the shared engine waits for it.
  let engine: SecondDockerd | undefined;
  let endpoint: DockerEndpoint;

  beforeAll(async () => {
    engine = await secondDockerd();
    endpoint = createDockerEndpoint({
      name: 'docker',
      host: engine.host,
      clock: new RevisionClock(),
      log: silentLog(),
    });
    await endpoint.start();
  });
  afterAll(async () => {
    for (const { Id } of endpoint.containers.values()) await endpoint.removeContainer(Id, { force: true });
    await endpoint.stop();
    await engine?.[Symbol.asyncDispose]();
  });

  test.each(STATE_CASES)('$verb on a $from container: $outcome', async ({ from, verb, outcome }) => {
    const { Id: id } = await endpoint.createContainer({
      Image: BASE_IMAGE,
      // Ends at SIGTERM, so that stopping is quick.
      Cmd: ['sh', '-c', 'trap "exit 0" TERM; while :; do sleep 0.1; done'],
      Labels: testLabels(),
      HostConfig: { NetworkMode: 'none' },
    });
    const call = (name: Verb) => endpoint[`${name}Container`](id);
    for (const step of STEPS_TO[from]) await call(step);
    expect(endpoint.containers.get(id)?.State.Status).toBe(from);
    const result = await call(verb).then(
      () => endpoint.containers.get(id)?.State.Status ?? 'gone',
      (error: unknown) => (error as { code: string }).code,
    );
    expect(result).toBe(outcome);
    if (result !== 'gone') await endpoint.removeContainer(id, { force: true });
  });
});
