import { expect, it } from 'vitest';
import { BASE_IMAGE, requireDocker } from './docker.ts';
import { secondDockerd } from './second-dockerd.ts';

const describe = requireDocker();

describe('a second dockerd', () => {
  it(
    'runs containers, survives being killed and started again, and leaves nothing behind',
    { timeout: 60_000 },
    async () => {
      const engine = await secondDockerd();
      try {
        const id = await engine.docker(['run', '-d', '--network', 'none', BASE_IMAGE, 'sleep', '1000']);
        await engine.kill();
        await expect(engine.docker(['ps'])).rejects.toThrow(/Cannot connect|Is the docker daemon running/);
        await engine.start();
        expect(await engine.docker(['ps', '--all', '--quiet', '--no-trunc'])).toBe(id);
      } finally {
        await engine[Symbol.asyncDispose]();
      }
      await expect(engine.docker(['ps'])).rejects.toThrow(/Cannot connect|Is the docker daemon running/);
    },
  );
});
