import { afterAll, beforeAll, expect, it } from 'vitest';
import { silentLog } from '#kernel/log.ts';
import { BASE_IMAGE, requireDocker } from '#test/engines/docker.ts';
import { askCommandLine, contentOf } from '#test/engines/docker-oracle.ts';
import { secondDockerd, type SecondDockerd } from '#test/engines/second-dockerd.ts';
import type { EndpointState } from '../endpoint.ts';
import { RevisionClock } from '../revision-clock.ts';
import { createDockerEndpoint, type DockerEndpoint } from './index.ts';

const describe = requireDocker();

describe('an engine that is lost and found', () => {
  let engine: SecondDockerd;
  let endpoint: DockerEndpoint;
  let states: EndpointState[];

  beforeAll(async () => {
    engine = await secondDockerd();
    const pace = { pingEveryMs: 500, pingTimeoutMs: 1000 };
    endpoint = createDockerEndpoint({
      name: 'second',
      host: engine.host,
      clock: new RevisionClock(),
      log: silentLog(),
      pace,
    });
    await endpoint.start();
    states = [];
    endpoint.onState((state) => states.push(state));
  });
  afterAll(async () => {
    await endpoint?.stop();
    await engine?.[Symbol.asyncDispose]();
  });

  it('makes up for what it missed while its connection was dead', async () => {
    const create = (name: string) =>
      engine.docker(['create', '--name', name, '--network', 'none', BASE_IMAGE]);
    const [kept, lost] = [await create('kept'), await create('lost')];
    await engine.docker(['volume', 'create', 'lost']);
    await expect.poll(() => endpoint.containers.size).toBe(2);
    await expect.poll(() => endpoint.volumes.size).toBe(1);
    const changes: string[] = [];
    endpoint.containers.listen(({ type, key }) => changes.push(`${type} ${key}`));
    const cut = states.length;

    await engine.kill();
    await expect.poll(() => endpoint.state).toMatchObject({ status: 'STALE', reason: expect.any(String) });
    const { since, lastSync } = endpoint.state;
    expect(lastSync!.getTime()).toBeLessThanOrEqual(since.getTime());
    expect(endpoint.containers.get(lost)).toBeDefined();
    await expect(endpoint.startContainer(kept)).rejects.toMatchObject({
      code: 'BACKEND_UNAVAILABLE',
      details: { endpoint: 'second', since: since.toISOString() },
    });

    // A second life of the engine in which the endpoint is not looking: its socket is elsewhere.
    await engine.startUnseen(async (unseen) => {
      await unseen(['rm', 'lost']);
      await unseen(['volume', 'rm', 'lost']);
      await unseen(['rename', 'kept', 'renamed']);
      await unseen(['create', '--name', 'added', '--network', 'none', BASE_IMAGE]);
    });
    expect(endpoint.state.status).toBe('STALE');
    await engine.start();
    await expect.poll(() => endpoint.state.status, { timeout: 10_000 }).toBe('LIVE');
    expect(contentOf(endpoint)).toEqual(await askCommandLine(engine.host));
    const added = endpoint.containers.by('name', 'added')[0]!.Id;
    expect(changes.toSorted()).toEqual([`ADDED ${added}`, `DELETED ${lost}`, `MODIFIED ${kept}`].toSorted());
    expect(endpoint.containers.by('name', 'kept')).toEqual([]);
    expect(
      states
        .slice(cut)
        .map(({ status }) => status)
        .filter((status, index, all) => status !== all[index - 1]),
    ).toEqual(['STALE', 'LIVE']);
  });

  it('is stale soon after an engine freezes, fails calls meanwhile, and recovers when it thaws', async () => {
    const frozenAt = Date.now();
    engine.freeze();
    try {
      await expect.poll(() => endpoint.state.status, { timeout: 5000 }).toBe('STALE');
      expect(Date.now() - frozenAt).toBeLessThan(3000);
      await expect(endpoint.createVolume({ Name: 'x' })).rejects.toMatchObject({
        code: 'BACKEND_UNAVAILABLE',
      });
    } finally {
      engine.thaw();
    }
    await expect.poll(() => endpoint.state.status, { timeout: 10_000 }).toBe('LIVE');
    await endpoint.createVolume({ Name: 'after' });
    expect(contentOf(endpoint)).toEqual(await askCommandLine(engine.host));
  });

  it('shows what an engine does to containers when it comes back after a crash', async () => {
    const id = await engine.docker([
      'run',
      '--detach',
      '--network',
      'none',
      BASE_IMAGE,
      'sh',
      '-c',
      'trap exit TERM; sleep 1000 & wait',
    ]);
    await expect.poll(() => endpoint.containers.get(id)?.State.Status).toBe('running');
    await engine.kill();
    await engine.start();
    await expect.poll(() => endpoint.state.status, { timeout: 10_000 }).toBe('LIVE');
    await expect
      .poll(async () => JSON.stringify(contentOf(endpoint).containers[id]))
      .toBe(JSON.stringify((await askCommandLine(engine.host)).containers[id]));
    expect(endpoint.containers.get(id)?.State.Running).toBe(false);
  });
});
