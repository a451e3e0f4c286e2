import type { CallOptions } from './docker-endpoint.ts';
import type { Engine } from './engine.ts';
import { checkName } from './names.ts';

const FULL_ID = /^[0-9a-f]{64}$/;

/**
 * The full id behind a container's id, name or short id. Calls go by id: a name may belong to another container by the time the
 * call arrives. What the mirror does not know the engine is asked for; NOT_FOUND when it knows neither.
 */
export async function resolveContainer(
  engine: Engine,
  reference: string,
  options?: CallOptions,
): Promise<string> {
  checkName(reference, 'container');
  const known = engine.mirror.containers.get(reference) ?? engine.mirror.containers.by('name', reference)[0];
  if (known) return known.Id;
  if (FULL_ID.test(reference)) return reference;
  const found = await engine.call({
    what: 'Looking up the container',
    timeoutMs: 15_000,
    options,
    send: (docker, abortSignal) => docker.getContainer(reference).inspect({ abortSignal }),
  });
  return found.Id;
}

/** The full id behind a network's id, name or short id. Names need not be unique on an engine: the oldest wins here, as there. */
export async function resolveNetwork(
  engine: Engine,
  reference: string,
  options?: CallOptions,
): Promise<string> {
  const known = engine.mirror.networks.get(reference) ?? engine.mirror.networks.by('name', reference)[0];
  if (known) return known.Id;
  checkName(reference, 'network');
  if (FULL_ID.test(reference)) return reference;
  const found = await engine.call({
    what: 'Looking up the network',
    timeoutMs: 15_000,
    options,
    send: (docker) => docker.getNetwork(reference).inspect(),
  });
  return found.Id;
}
