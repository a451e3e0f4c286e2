import { docker } from './docker.ts';

/** What an engine has, by what its command line shows: documents by id (volumes: by name). */
export interface EngineContent {
  readonly containers: Readonly<Record<string, unknown>>;
  readonly images: Readonly<Record<string, unknown>>;
  readonly networks: Readonly<Record<string, unknown>>;
  readonly volumes: Readonly<Record<string, unknown>>;
}

/** Asks the command line. Things that vanish between list and inspect make it throw: ask again. */
export async function askCommandLine(host: string): Promise<EngineContent> {
  const documents = async (list: readonly string[], kind: string, key: 'Id' | 'Name') => {
    const ids = [...new Set((await docker(list, { host })).split('\n'))].filter((id) => id !== '');
    const found =
      ids.length === 0 ? [] : (JSON.parse(await docker([kind, 'inspect', ...ids], { host })) as Document[]);
    return Object.fromEntries(found.map((document) => [document[key], comparable(document)]));
  };
  return {
    containers: await documents(['ps', '--all', '--quiet', '--no-trunc'], 'container', 'Id'),
    images: await documents(['images', '--quiet', '--no-trunc'], 'image', 'Id'),
    networks: await documents(['network', 'ls', '--quiet', '--no-trunc'], 'network', 'Id'),
    volumes: await documents(['volume', 'ls', '--quiet'], 'volume', 'Name'),
  };
}

/** The same of an endpoint's collections. */
export function contentOf(mirror: {
  readonly containers: { values(): readonly object[] };
  readonly images: { values(): readonly object[] };
  readonly networks: { values(): readonly object[] };
  readonly volumes: { values(): readonly object[] };
}): EngineContent {
  return {
    containers: byKey(mirror.containers.values(), 'Id'),
    images: byKey(mirror.images.values(), 'Id'),
    networks: byKey(mirror.networks.values(), 'Id'),
    volumes: byKey(mirror.volumes.values(), 'Name'),
  };
}

type Document = Record<string, unknown> & { readonly Id: string; readonly Name: string };

function byKey(values: readonly object[], key: 'Id' | 'Name'): Record<string, unknown> {
  return Object.fromEntries(
    (values as readonly Document[]).map((document) => [document[key], comparable(document)]),
  );
}

/**
 * Without what changes and has no event, and nobody reads: running execs, and the creation time of volumes, which the engine takes
 * from their directory.
 */
function comparable(document: Document): unknown {
  const { ExecIDs: _, ...rest } = document;
  if (typeof rest['Mountpoint'] === 'string') delete rest['CreatedAt'];
  return rest;
}
