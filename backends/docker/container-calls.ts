import { IzaError } from '#kernel/errors.ts';
import type { CallOptions, DockerEndpoint } from './docker-endpoint.ts';
import type { DockerContainer, DockerDiskUsage } from './documents.ts';
import type { Engine } from './engine.ts';
import type { EngineClient } from './engine-client.ts';
import { checkName } from './names.ts';
import { resolveContainer } from './resolve.ts';

type ContainerCalls = Pick<
  DockerEndpoint,
  | 'createContainer'
  | 'startContainer'
  | 'stopContainer'
  | 'restartContainer'
  | 'pauseContainer'
  | 'unpauseContainer'
  | 'killContainer'
  | 'removeContainer'
  | 'renameContainer'
  | 'updateContainer'
  | 'stats'
  | 'diskUsage'
>;

type ContainerClient = ReturnType<EngineClient['getContainer']>;

const CALL_MS = 30_000;
/** What the engine takes beyond the container's own time to stop. */
const STOP_MARGIN_MS = 30_000;

export function containerCalls(engine: Engine): ContainerCalls {
  /** Runs `send` on the container, then brings the mirror up to date with it and the networks it is or was in. */
  async function change<T>(
    id: string,
    request: {
      readonly what: string;
      readonly timeoutMs?: number;
      readonly options?: CallOptions | undefined;
      readonly send: (container: ContainerClient, abortSignal: AbortSignal) => Promise<T>;
    },
  ): Promise<T | undefined> {
    const { what, options, timeoutMs = CALL_MS } = request;
    const container = await resolveContainer(engine, id, options);
    const before = engine.mirror.networksOf(container);
    try {
      return await engine.call({
        what,
        timeoutMs,
        options,
        send: (docker, signal) => ignoreUnchanged(request.send(docker.getContainer(container), signal)),
      });
    } finally {
      // Also after an error: a failed start leaves its traces, and after a deadline the work may have been done.
      await engine.refresh([{ kind: 'container', id: container }]);
      const networks = new Set([...before, ...engine.mirror.networksOf(container)]);
      await engine.refresh([...networks].map((network) => ({ kind: 'network', id: network })));
    }
  }

  return {
    async createContainer(body, options) {
      const name = options?.name === undefined ? undefined : checkName(options.name, 'name');
      const created = await engine.call({
        what: 'Creating the container',
        timeoutMs: CALL_MS,
        options,
        // Apart from `_body`, dockerode would repeat the body, environment and all, in the URL.
        send: (docker, abortSignal) =>
          docker.createContainer({
            _query: name === undefined ? {} : { name },
            _body: body,
            abortSignal,
          }),
      });
      await engine.refresh([{ kind: 'container', id: created.id }]);
      const container =
        engine.mirror.containers.get(created.id) ?? (await readNew(engine, created.id, options));
      // Volumes that were missing come with the container.
      const missing = volumeNames(container).filter((volume) => !engine.mirror.volumes.get(volume));
      await engine.refresh(missing.map((volume) => ({ kind: 'volume', id: volume })));
      return container;
    },

    async startContainer(id, options) {
      await change(id, {
        what: 'Starting the container',
        timeoutMs: 60_000,
        options,
        send: (container, abortSignal) => container.start({ abortSignal }),
      });
    },

    async stopContainer(id, options) {
      await change(id, {
        what: 'Stopping the container',
        timeoutMs: stopMs(engine, id, options?.timeoutSeconds),
        options,
        send: (container, abortSignal) => container.stop({ ...grace(options?.timeoutSeconds), abortSignal }),
      });
    },

    async restartContainer(id, options) {
      await change(id, {
        what: 'Restarting the container',
        timeoutMs: stopMs(engine, id, options?.timeoutSeconds),
        options,
        send: (container, abortSignal) =>
          container.restart({ ...grace(options?.timeoutSeconds), abortSignal }),
      });
    },

    async pauseContainer(id, options) {
      await change(id, {
        what: 'Pausing the container',
        options,
        send: (container, abortSignal) => container.pause({ abortSignal }),
      });
    },

    async unpauseContainer(id, options) {
      await change(id, {
        what: 'Unpausing the container',
        options,
        send: (container, abortSignal) => container.unpause({ abortSignal }),
      });
    },

    async killContainer(id, options) {
      const killSignal = options?.killSignal ?? 'SIGKILL';
      if (!/^(?:SIG)?[A-Z0-9+-]{1,12}$/.test(killSignal)) {
        throw new IzaError('BAD_USER_INPUT', 'killSignal must be a signal such as SIGTERM or 15.', {
          field: 'killSignal',
        });
      }
      await change(id, {
        what: 'Sending a signal to the container',
        options,
        send: async (container, abortSignal) => {
          await container.kill({ signal: killSignal, abortSignal });
          // The engine answers when the signal is sent; of SIGKILL it is known what follows.
          if (/^(?:SIG)?KILL$|^9$/.test(killSignal))
            await container.wait({ condition: 'not-running', abortSignal });
        },
      });
    },

    async removeContainer(id, options) {
      const { force = false, removeVolumes = false } = options ?? {};
      const container = await resolveContainer(engine, id, options);
      const volumes = removeVolumes ? volumeNames(engine.mirror.containers.get(container)) : [];
      await change(container, {
        what: 'Removing the container',
        timeoutMs: 60_000,
        options,
        send: (target, abortSignal) => target.remove({ force, v: removeVolumes, abortSignal }),
      });
      await engine.refresh(volumes.map((volume) => ({ kind: 'volume', id: volume })));
    },

    async renameContainer(id, name, options) {
      checkName(name, 'name');
      await change(id, {
        what: 'Renaming the container',
        options,
        send: (container, abortSignal) => container.rename({ name, abortSignal }),
      });
    },

    async updateContainer(id, body, options) {
      const answer = await change(id, {
        what: 'Updating the container',
        options,
        send: (container, abortSignal) => container.update({ ...body, abortSignal }),
      });
      return answer?.Warnings ?? [];
    },

    async stats(id, options) {
      const container = await resolveContainer(engine, id, options);
      const stats = await engine.call({
        what: 'Sampling the container',
        timeoutMs: CALL_MS,
        options,
        send: (docker, abortSignal) => docker.getContainer(container).stats({ stream: false, abortSignal }),
      });
      return stats;
    },

    async diskUsage(options) {
      const usage = await engine.call({
        what: 'Measuring disk usage',
        timeoutMs: 300_000,
        options,
        send: (docker, abortSignal) => docker.df({ abortSignal }),
      });
      const { LayersSize, Images, Containers, Volumes } = usage as {
        [K in keyof DockerDiskUsage]: DockerDiskUsage[K] | null;
      };
      return {
        LayersSize: LayersSize ?? 0,
        Images: Images ?? [],
        Containers: Containers ?? [],
        Volumes: Volumes ?? [],
      };
    },
  };
}

function volumeNames(container: DockerContainer | undefined): string[] {
  return (container?.Mounts ?? []).flatMap(({ Type, Name }) => (Type === 'volume' && Name ? [Name] : []));
}

/** 304: it is in that state already. */
async function ignoreUnchanged<T>(answer: Promise<T>): Promise<T | undefined> {
  try {
    return await answer;
  } catch (error) {
    if ((error as { statusCode?: unknown }).statusCode === 304) return undefined;
    throw error;
  }
}

function grace(timeoutSeconds: number | undefined): { t?: number } {
  return timeoutSeconds === undefined ? {} : { t: Math.round(timeoutSeconds) };
}

function stopMs(engine: Engine, id: string, timeoutSeconds: number | undefined): number {
  const own = engine.mirror.containers.get(id)?.Config.StopTimeout ?? 10;
  return Math.max(0, timeoutSeconds ?? own) * 1000 + STOP_MARGIN_MS;
}

/** It was created, but the mirror could not follow: the connection broke in between, or somebody removed it already. */
function readNew(engine: Engine, id: string, options: CallOptions | undefined): Promise<DockerContainer> {
  return engine.call({
    what: 'Reading the new container',
    timeoutMs: CALL_MS,
    options,
    send: (docker, abortSignal) => docker.getContainer(id).inspect({ abortSignal }),
  });
}
