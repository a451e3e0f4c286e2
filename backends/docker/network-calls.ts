import type { Affected } from './affected-by.ts';
import type { DockerEndpoint } from './docker-endpoint.ts';
import type { Engine } from './engine.ts';
import { checkName } from './names.ts';
import { resolveContainer, resolveNetwork } from './resolve.ts';

type NetworkCalls = Pick<
  DockerEndpoint,
  'createNetwork' | 'removeNetwork' | 'connectNetwork' | 'disconnectNetwork'
>;

const CALL_MS = 30_000;

export function networkCalls(engine: Engine): NetworkCalls {
  return {
    async createNetwork(body, options) {
      checkName(body.Name, 'name');
      const created = await engine.call({
        what: 'Creating the network',
        timeoutMs: CALL_MS,
        options,
        // The engine itself allows two networks of one name; nothing good comes of it.
        send: (docker, abortSignal) =>
          docker.createNetwork({
            _body: { ...body, CheckDuplicate: true },
            _query: {},
            abortSignal,
          }),
      });
      await engine.refresh([{ kind: 'network', id: created.id }]);
      const network = engine.mirror.networks.get(created.id);
      if (network) return network;
      // The connection broke in between, or somebody removed it already.
      return engine.call({
        what: 'Reading the new network',
        timeoutMs: CALL_MS,
        options,
        send: (docker) => docker.getNetwork(created.id).inspect(),
      });
    },

    async removeNetwork(id, options) {
      const network = await resolveNetwork(engine, id, options);
      await afterwards(engine, [{ kind: 'network', id: network }], () =>
        engine.call({
          what: 'Removing the network',
          timeoutMs: CALL_MS,
          options,
          send: (docker, abortSignal) => docker.getNetwork(network).remove({ abortSignal }),
        }),
      );
    },

    async connectNetwork(id, containerId, options) {
      const network = await resolveNetwork(engine, id, options);
      const container = await resolveContainer(engine, containerId, options);
      const body = { Container: container, ...(options?.endpoint && { EndpointConfig: options.endpoint }) };
      await afterwards(engine, touched(network, container), () =>
        engine.call({
          what: 'Connecting the container',
          timeoutMs: CALL_MS,
          options,
          send: (docker, abortSignal) => docker.getNetwork(network).connect({ ...body, abortSignal }),
        }),
      );
    },

    async disconnectNetwork(id, containerId, options) {
      const network = await resolveNetwork(engine, id, options);
      const container = await resolveContainer(engine, containerId, options);
      const body = { Container: container, Force: options?.force ?? false };
      await afterwards(engine, touched(network, container), () =>
        engine.call({
          what: 'Disconnecting the container',
          timeoutMs: CALL_MS,
          options,
          send: (docker, abortSignal) => docker.getNetwork(network).disconnect({ ...body, abortSignal }),
        }),
      );
    },
  };
}

function touched(network: string, container: string): Affected[] {
  return [
    { kind: 'network', id: network },
    { kind: 'container', id: container },
  ];
}

/** The mirror follows failures too: after a deadline the work may have been done. */
async function afterwards(
  engine: Engine,
  affected: readonly Affected[],
  work: () => Promise<unknown>,
): Promise<void> {
  try {
    await work();
  } finally {
    await engine.refresh(affected);
  }
}
