import { IzaError } from '#kernel/errors.ts';
import { tryDecodeId } from '#kernel/ids.ts';
import {
  bad,
  containerName,
  containerSpec,
  execRequestOf,
  resourcesPatch,
  restartPolicyOf,
} from '../container-input.ts';
import type { Compute, ContainerEndpoint } from '../compute.ts';
import type { ContainerRecord } from '../domain.ts';
import type { ContainerUpdateInput, MutationResolvers } from '../generated/resolvers.ts';
import type { ContainerSpec, ExecOutcome, Prepared } from '../port.ts';
import {
  admissionOf,
  change,
  chooseEndpoint,
  once,
  requireContainer,
  requireLive,
  type Attempted,
  type ContainerTarget,
} from './change.ts';

type ContainerMutations = Pick<
  MutationResolvers,
  | 'containerCreate'
  | 'containerStart'
  | 'containerStop'
  | 'containerRestart'
  | 'containerPause'
  | 'containerUnpause'
  | 'containerKill'
  | 'containerRemove'
  | 'containerUpdate'
  | 'containerExec'
>;

export function containerMutations(compute: Compute): ContainerMutations {
  return {
    containerCreate: (_root, { input }, context) =>
      once({ compute, context, action: 'containerCreate', input }, async (attempt) => {
        const endpoint = chooseEndpoint(compute.withContainers, input.endpoint, compute);
        const asked = containerSpec(input, endpoint.name);
        requireLive(endpoint);
        const spec = placed(compute, endpoint, asked);
        const prepared = endpoint.containers.prepareCreate(spec);
        const { value, operationId } = await change<string | null>(attempt, {
          targets: [],
          admission: admissionOf('container.create', endpoint, prepared),
          dryRun: () => null,
          work: async () => {
            const container = await createAndStart(endpoint, prepared, input.start !== false);
            return {
              value: container.id,
              targets: [container.id],
              result: { id: container.id, name: container.name },
            };
          },
        });
        return { operationId, containerId: value, dryRun: operationId === null };
      }),
    containerStart: (_root, { input }, context) =>
      once({ compute, context, action: 'containerStart', input }, (attempt) =>
        act(attempt, requireContainer(compute, input, { name: 'start' }), ({ port, container }) =>
          port.start(container.nativeId),
        ),
      ),
    containerStop: (_root, { input }, context) =>
      once({ compute, context, action: 'containerStop', input }, (attempt) => {
        const seconds = timeoutOf(input.timeoutSeconds);
        return act(attempt, requireContainer(compute, input, { name: 'stop' }), ({ port, container }) =>
          port.stop(container.nativeId, seconds),
        );
      }),
    containerRestart: (_root, { input }, context) =>
      once({ compute, context, action: 'containerRestart', input }, (attempt) => {
        const seconds = timeoutOf(input.timeoutSeconds);
        return act(attempt, requireContainer(compute, input, { name: 'restart' }), ({ port, container }) =>
          port.restart(container.nativeId, seconds),
        );
      }),
    containerPause: (_root, { input }, context) =>
      once({ compute, context, action: 'containerPause', input }, (attempt) =>
        act(attempt, requireContainer(compute, input, { name: 'pause' }), ({ port, container }) =>
          port.pause(container.nativeId),
        ),
      ),
    containerUnpause: (_root, { input }, context) =>
      once({ compute, context, action: 'containerUnpause', input }, (attempt) =>
        act(attempt, requireContainer(compute, input, { name: 'unpause' }), ({ port, container }) =>
          port.unpause(container.nativeId),
        ),
      ),
    containerKill: (_root, { input }, context) =>
      once({ compute, context, action: 'containerKill', input }, (attempt) => {
        const signalName = signalOf(input.signal);
        return act(attempt, requireContainer(compute, input, { name: 'kill' }), ({ port, container }) =>
          port.kill(container.nativeId, signalName),
        );
      }),
    containerRemove: (_root, { input }, context) =>
      once({ compute, context, action: 'containerRemove', input }, async (attempt) => {
        const force = input.force ?? false;
        const { container, port } = requireContainer(compute, input, { name: 'remove', force });
        const { operationId } = await change(attempt, {
          targets: [container.id],
          dryRun: () => undefined,
          work: async () => {
            await port.remove(container.nativeId, { force, removeVolumes: input.removeVolumes ?? false });
            return { value: undefined };
          },
        });
        return { operationId, removedId: container.id, dryRun: operationId === null };
      }),
    containerUpdate: (_root, { input }, context) =>
      once({ compute, context, action: 'containerUpdate', input }, (attempt) => update(attempt, input)),
    containerExec: (_root, { input }, context) =>
      once({ compute, context, action: 'containerExec', input }, async (attempt) => {
        const request = execRequestOf(input);
        const { container, endpoint, port } = requireContainer(compute, { id: input.id }, { name: 'exec' });
        const prepared = port.prepareExec(container, request);
        const { value, operationId } = await change<
          Omit<ExecOutcome, 'exitCode'> & { readonly exitCode: number | null }
        >(attempt, {
          targets: [container.id],
          admission: admissionOf('container.exec', endpoint, prepared),
          dryRun: () => ({ exitCode: null, stdout: '', stderr: '', truncated: false }),
          work: async () => {
            const outcome = await prepared.run();
            return { value: outcome, result: { exitCode: outcome.exitCode, truncated: outcome.truncated } };
          },
        });
        return { ...value, operationId, containerId: container.id, dryRun: operationId === null };
      }),
  };
}

/** Does one thing to one container. */
async function act(
  attempt: Attempted,
  target: ContainerTarget,
  work: (target: ContainerTarget) => Promise<void>,
) {
  const { id } = target.container;
  const { operationId } = await change(attempt, {
    targets: [id],
    dryRun: () => undefined,
    work: async () => ({ value: await work(target) }),
  });
  return { operationId, containerId: id, dryRun: operationId === null };
}

/** The spec with what the endpoint has to know of: its image must be there, its name free. */
function placed(compute: Compute, endpoint: ContainerEndpoint, spec: ContainerSpec): ContainerSpec {
  if (spec.name !== undefined) requireFreeName(endpoint, spec.name);
  const image =
    endpoint.images &&
    compute.findImage(spec.image, 'input.image', [{ ...endpoint, images: endpoint.images }]);
  const field = 'input.image';
  if (!image || image.endpoint !== endpoint.name) {
    throw new IzaError(
      'NOT_FOUND',
      `${field}: there is no image "${spec.image.slice(0, 120)}" on ${endpoint.name}; imagePull brings it.`,
      {
        field,
        endpoint: endpoint.name,
      },
    );
  }
  const byName =
    tryDecodeId(spec.image) === undefined &&
    !image.nativeId.replace(/^sha256:/, '').startsWith(spec.image.replace(/^sha256:/, ''));
  return { ...spec, image: byName ? spec.image : image.nativeId };
}

function requireFreeName(endpoint: ContainerEndpoint, name: string): void {
  const holder = endpoint.containers.byName(name);
  if (!holder) return;
  const field = 'input.name';
  throw new IzaError('CONFLICT', `${field}: ${name} is the name of another container on ${endpoint.name}.`, {
    field,
    endpoint: endpoint.name,
    data: { candidates: [{ name, id: holder.id }] },
  });
}

/** All or nothing: a container that cannot be started is removed again. */
async function createAndStart(
  endpoint: ContainerEndpoint,
  prepared: Prepared<ContainerRecord>,
  start: boolean,
): Promise<ContainerRecord> {
  const { containers } = endpoint;
  const created = await prepared.run();
  if (!start) return created;
  try {
    await containers.start(created.nativeId);
  } catch (error) {
    await containers.remove(created.nativeId, { force: true, removeVolumes: true }).catch(() => undefined);
    throw error;
  }
  return containers.get(created.nativeId) ?? created;
}

async function update(attempt: Attempted, input: ContainerUpdateInput) {
  const resources = resourcesPatch(input.resources);
  const restartPolicy = restartPolicyOf(input.restartPolicy);
  const name = input.name == null ? undefined : containerName(input.name);
  const limited = Object.keys(resources).length > 0 || restartPolicy !== undefined;
  if (!limited && name === undefined)
    throw bad('input', 'must name something to change: resources, restartPolicy or name');
  const target = requireContainer(attempt.compute, input, { name: 'update' });
  const { container, endpoint, port } = target;
  if (name !== undefined && name !== container.name) requireFreeName({ ...endpoint, containers: port }, name);
  const prepared = port.prepareUpdate(container, { resources, restartPolicy });
  const { operationId } = await change(attempt, {
    targets: [container.id],
    admission: admissionOf('container.update', endpoint, prepared),
    dryRun: () => undefined,
    work: async () => {
      // Limits first: an engine refuses these more often than a name.
      if (limited) await prepared.run();
      if (name !== undefined && name !== container.name) await port.rename(container.nativeId, name);
      return { value: undefined };
    },
  });
  return { operationId, containerId: container.id, dryRun: operationId === null };
}

function timeoutOf(seconds: number | null | undefined): number {
  const timeout = seconds ?? 10;
  if (timeout >= 0 && timeout <= 3600) return timeout;
  throw bad('input.timeoutSeconds', 'must be between 0 and 3600');
}

function signalOf(text: string | null | undefined): string {
  const name = text ?? 'SIGKILL';
  if (/^(?:SIG)?(?:[A-Z][A-Z0-9]{1,8}|RTM(?:IN|AX)(?:[+-]\d{1,2})?)$/.test(name)) return name;
  throw bad('input.signal', 'must be a signal by name, such as SIGTERM');
}
