import type { DockerEndpoint } from './docker-endpoint.ts';
import type { Engine } from './engine.ts';
import { checkName } from './names.ts';

type VolumeCalls = Pick<DockerEndpoint, 'createVolume' | 'removeVolume'>;

const CALL_MS = 60_000;

export function volumeCalls(engine: Engine): VolumeCalls {
  return {
    async createVolume(body, options) {
      if (body.Name !== undefined) checkName(body.Name, 'name');
      const created = await engine.call({
        what: 'Creating the volume',
        timeoutMs: CALL_MS,
        options,
        send: (docker, abortSignal) => docker.createVolume({ ...body, abortSignal }),
      });
      await engine.refresh([{ kind: 'volume', id: created.name }]);
      const volume = engine.mirror.volumes.get(created.name);
      if (volume) return volume;
      // The connection broke in between, or somebody removed it already.
      return engine.call({
        what: 'Reading the new volume',
        timeoutMs: CALL_MS,
        options,
        send: (docker, abortSignal) => docker.getVolume(created.name).inspect({ abortSignal }),
      });
    },

    async removeVolume(name, options) {
      checkName(name, 'volume');
      try {
        await engine.call({
          what: 'Removing the volume',
          timeoutMs: CALL_MS,
          options,
          send: (docker, abortSignal) =>
            docker.getVolume(name).remove({ force: options?.force ?? false, abortSignal }),
        });
      } finally {
        await engine.refresh([{ kind: 'volume', id: name }]);
      }
    },
  };
}
