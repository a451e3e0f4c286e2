import { isDeepStrictEqual } from 'node:util';
import { IzaError, type ErrorCode } from '#kernel/errors.ts';
import type { Log } from '#kernel/log.ts';
import { Collection } from '../mirror.ts';
import type { RevisionClock } from '../revision-clock.ts';
import type { DockerContainer, DockerImage, DockerNetwork, DockerVolume, Labels } from './documents.ts';
import type { ContainerSummary } from './engine-client.ts';
import type { EngineConnection, EngineRequest } from './engine-connection.ts';
import type { Affected } from './affected-by.ts';
import { Refresher } from './refresher.ts';

/** For one object; and for a list of them all. */
const READ_MS = 5000;
const LIST_MS = 15_000;
const PARALLEL_READS = 8;

const UNREACHABLE: ReadonlySet<ErrorCode> = new Set(['BACKEND_UNAVAILABLE', 'CANCELLED', 'SHUTTING_DOWN']);

/** Our copy of one engine: four collections, and how each object in them is read again. */
export class DockerMirror {
  readonly containers: Collection<DockerContainer>;
  readonly images: Collection<DockerImage>;
  readonly networks: Collection<DockerNetwork>;
  readonly volumes: Collection<DockerVolume>;
  readonly #log: Log;
  readonly #refreshContainer: Refresher;
  readonly #refreshNetwork: Refresher;
  readonly #refreshVolume: Refresher;
  readonly #refreshImage: Refresher;
  readonly #refreshImageList: Refresher;
  /** Images to read again with the next list even if their tags are the same. */
  readonly #touchedImages = new Set<string>();
  #connection: EngineConnection | undefined;

  constructor(options: { readonly clock: RevisionClock; readonly log: Log }) {
    const { clock } = options;
    this.#log = options.log;
    this.containers = new Collection({
      kind: 'containers',
      clock,
      keyOf: (container) => container.Id,
      same: sameContainer,
      indexes: {
        name: (container) => [container.Name.replace(/^\//, '')],
        image: (container) => [container.Image],
        network: (container) => networkIdsOf(container),
        networkName: (container) => Object.keys(container.NetworkSettings.Networks ?? {}),
        volume: (container) => volumeNamesOf(container),
        label: (container) => labelTexts(container.Config.Labels),
      },
    });
    this.images = new Collection<DockerImage>({
      kind: 'images',
      clock,
      keyOf: (image) => image.Id,
      same: isDeepStrictEqual,
      indexes: { tag: (image) => image.RepoTags ?? [], digest: (image) => image.RepoDigests ?? [] },
    });
    this.networks = new Collection<DockerNetwork>({
      kind: 'networks',
      clock,
      keyOf: (network) => network.Id,
      same: isDeepStrictEqual,
      indexes: { name: (network) => [network.Name] },
    });
    this.volumes = new Collection({
      kind: 'volumes',
      clock,
      keyOf: (volume) => volume.Name,
      same: sameVolume,
      indexes: { label: (volume) => labelTexts(volume.Labels) },
    });
    const parallel = PARALLEL_READS;
    this.#refreshContainer = new Refresher({ parallel, read: (id) => this.#readContainer(id) });
    this.#refreshNetwork = new Refresher({ parallel, read: (id) => this.#readNetwork(id) });
    this.#refreshVolume = new Refresher({ parallel, read: (name) => this.#readVolume(name) });
    this.#refreshImage = new Refresher({ parallel, read: (id) => this.#readImage(id) });
    this.#refreshImageList = new Refresher({ parallel: 1, read: () => this.#reconcileImages() });
  }

  /** From now on objects are read through `connection`; undefined: the engine is out of reach. */
  attach(connection: EngineConnection | undefined): void {
    this.#connection = connection;
  }

  /** Whether every wish to read something has been fulfilled. */
  get settled(): boolean {
    const refreshers = [
      this.#refreshContainer,
      this.#refreshNetwork,
      this.#refreshVolume,
      this.#refreshImage,
      this.#refreshImageList,
    ];
    return refreshers.every((refresher) => refresher.pending === 0);
  }

  /** Ids of the networks a container is in, as far as the mirror knows. */
  networksOf(containerId: string): readonly string[] {
    return networkIdsOf(this.containers.get(containerId));
  }

  /** Reads again what an event touched, or a call. */
  async refresh(affected: readonly Affected[]): Promise<void> {
    await Promise.all(affected.map((object) => this.#refreshOne(object)));
  }

  /** Reads everything again; what the engine no longer has is deleted. */
  async relist(): Promise<void> {
    const [containers, networks, volumes] = await Promise.all([
      this.#listContainers(),
      this.#listNetworks(),
      this.#listVolumes(),
      this.#refreshImageList.refresh(''),
    ]);
    await this.#each(union(containers, this.containers.values()), (id) =>
      this.#refreshContainer.refresh(id, { bulk: true }),
    );
    // After the containers: their starts and stops meanwhile have moved the networks.
    await Promise.all([
      this.#each(union(networks, this.networks.values()), (id) =>
        this.#refreshNetwork.refresh(id, { bulk: true }),
      ),
      this.#adoptVolumes(volumes),
    ]);
  }

  /**
   * Compares cheap lists with the mirror and reads again what differs: some changes have no event (a network joined by a stopped
   * container, a failed automatic restart), and the engine drops events of a reader it finds too slow without saying so.
   */
  async reconcile(): Promise<void> {
    const [containers, networks, volumes] = await Promise.all([
      this.#listContainers(),
      this.#listNetworks(),
      this.#listVolumes(),
      this.#refreshImageList.refresh(''),
    ]);
    const listed = new Map(containers.map((summary) => [summary.Id, summary]));
    const differing = union(containers, this.containers.values()).filter((id) => {
      const summary = listed.get(id);
      const container = this.containers.get(id);
      return !summary || !container || summaryDiffers(summary, container);
    });
    const networkIds = new Set(networks.map((network) => network.Id));
    const strayNetworks = union(networks, this.networks.values()).filter(
      (id) => !networkIds.has(id) || !this.networks.get(id),
    );
    if (differing.length + strayNetworks.length > 0) {
      this.#log.debug('changes without an event', {
        containers: differing.length,
        networks: strayNetworks.length,
      });
    }
    await this.#each(differing, (id) => this.#refreshContainer.refresh(id, { bulk: true }));
    const touched = differing.flatMap((id) => networkIdsOf(this.containers.get(id)));
    await Promise.all([
      this.#each([...new Set([...strayNetworks, ...touched])], (id) =>
        this.#refreshNetwork.refresh(id, { bulk: true }),
      ),
      this.#adoptVolumes(volumes),
    ]);
  }

  #refreshOne(object: Affected): Promise<void> {
    switch (object.kind) {
      case 'container':
        return this.#refreshContainer.refresh(object.id);
      case 'network':
        return this.#refreshNetwork.refresh(object.id);
      case 'volume':
        return this.#refreshVolume.refresh(object.id);
      case 'images':
        if (object.id !== undefined) this.#touchedImages.add(object.id);
        return this.#refreshImageList.refresh('');
      default:
        throw new TypeError(`unknown kind ${String(object satisfies never)}`);
    }
  }

  async #readContainer(id: string): Promise<void> {
    const container = await this.#read('Reading a container', (docker, abortSignal) =>
      docker.getContainer(encodeURIComponent(id)).inspect({ abortSignal }),
    );
    if (container) this.containers.put(container);
    else this.containers.delete(id);
  }

  async #readNetwork(id: string): Promise<void> {
    const network = await this.#read('Reading a network', (docker) =>
      docker.getNetwork(encodeURIComponent(id)).inspect(),
    );
    if (network) this.networks.put(network);
    else this.networks.delete(id);
  }

  async #readVolume(name: string): Promise<void> {
    const volume = await this.#read('Reading a volume', (docker, abortSignal) =>
      docker.getVolume(encodeURIComponent(name)).inspect({ abortSignal }),
    );
    if (volume) this.volumes.put(volume);
    else this.volumes.delete(name);
  }

  async #readImage(id: string): Promise<void> {
    const image = await this.#read('Reading an image', (docker) =>
      docker.getImage(encodeURIComponent(id)).inspect(),
    );
    if (image) this.images.put(image);
    else this.images.delete(id);
  }

  /**
   * Images are compared by list: a tag that moves says nothing about the image that lost it, builds and commits may be silent, and
   * which images are mere layers of others only the list knows. One list at a time, its reads included, so nothing read late undoes
   * a deletion.
   */
  async #reconcileImages(): Promise<void> {
    const touched = new Set(this.#touchedImages);
    this.#touchedImages.clear();
    const summaries = await this.#list('Listing images', (docker, abortSignal) =>
      docker.listImages({ abortSignal }),
    );
    const listed = new Set(summaries.map((summary) => summary.Id));
    const stale = summaries.filter((summary) => {
      const image = this.images.get(summary.Id);
      return (
        !image ||
        touched.has(summary.Id) ||
        !sameTexts(summary.RepoTags, image.RepoTags) ||
        !sameTexts(summary.RepoDigests, image.RepoDigests)
      );
    });
    for (const { Id } of this.images.values()) if (!listed.has(Id)) this.images.delete(Id);
    await this.#each(stale.map(idOf), (id) => this.#refreshImage.refresh(id, { bulk: true }));
  }

  /** The list holds the whole documents. Those whose creation or removal raced with it are read one by one. */
  async #adoptVolumes(listed: readonly DockerVolume[]): Promise<void> {
    const byName = new Map(listed.map((volume) => [volume.Name, volume]));
    const doubtful = [
      ...new Set([...byName.keys(), ...this.volumes.values().map((volume) => volume.Name)]),
    ].filter((name) => {
      const there = byName.get(name);
      const here = this.volumes.get(name);
      return !there || !here || !sameVolume(there, here);
    });
    await this.#each(doubtful, (name) => this.#refreshVolume.refresh(name, { bulk: true }));
  }

  /** One object, or undefined when the engine has none of that id. */
  async #read<T>(what: string, send: EngineRequest<T>['send']): Promise<T | undefined> {
    try {
      return await this.#connected().call({ what, timeoutMs: READ_MS, send });
    } catch (error) {
      if (error instanceof IzaError && error.code === 'NOT_FOUND') return undefined;
      throw error;
    }
  }

  async #list<T>(what: string, send: EngineRequest<readonly T[] | null>['send']): Promise<readonly T[]> {
    return (await this.#connected().call({ what, timeoutMs: LIST_MS, send })) ?? [];
  }

  #listContainers(): Promise<readonly ContainerSummary[]> {
    return this.#list('Listing containers', (docker, abortSignal) =>
      docker.listContainers({ all: true, abortSignal }),
    );
  }

  #listNetworks(): Promise<readonly { readonly Id: string }[]> {
    return this.#list('Listing networks', (docker, abortSignal) => docker.listNetworks({ abortSignal }));
  }

  #listVolumes(): Promise<readonly DockerVolume[]> {
    return this.#list('Listing volumes', async (docker, abortSignal) => {
      const { Volumes } = await docker.listVolumes({ abortSignal });
      return Volumes;
    });
  }

  /**
   * One object that the engine cannot read (a broken layer, a plug-in that is gone) or hangs on (20.10 loses a container's lock
   * when it is paused and killed at once) must not keep the others from being read. A whole engine that hangs shows by its lists.
   */
  async #each(keys: readonly string[], read: (key: string) => Promise<void>): Promise<void> {
    await Promise.all(
      keys.map(async (key) => {
        try {
          await read(key);
        } catch (error) {
          if (!(error instanceof IzaError) || UNREACHABLE.has(error.code)) throw error;
          this.#log.warn(`the engine cannot show an object: ${error.message}`, {
            object: key,
            code: error.code,
          });
        }
      }),
    );
  }

  #connected(): EngineConnection {
    if (this.#connection) return this.#connection;
    throw new IzaError('BACKEND_UNAVAILABLE', 'The engine is out of reach.');
  }
}

function summaryDiffers(summary: ContainerSummary, container: DockerContainer): boolean {
  const networks = Object.values(summary.NetworkSettings?.Networks ?? {});
  const attachments = Object.values(container.NetworkSettings.Networks ?? {});
  // A start that failed leaves an error and an exit code behind without an event, and no mark in the list if it was the first.
  if (summary.State === 'created') return true;
  const exitCode = /^Exited \((\d+)\)/.exec(summary.Status ?? '')?.[1];
  return (
    (exitCode !== undefined && Number(exitCode) !== container.State.ExitCode) ||
    summary.State !== container.State.Status ||
    !(summary.Names ?? []).includes(container.Name) ||
    summary.ImageID !== container.Image ||
    !sameTexts(
      networks.map((network) => `${network.NetworkID} ${network.IPAddress}`),
      attachments.map((network) => `${network.NetworkID} ${network.IPAddress}`),
    )
  );
}

/** `ExecIDs` comes and goes with every exec and health check, and nobody reads it. */
function sameContainer(left: DockerContainer, right: DockerContainer): boolean {
  return isDeepStrictEqual({ ...left, ExecIDs: null }, { ...right, ExecIDs: null });
}

/** The local driver's `CreatedAt` is the directory's modification time: it moves when a file in it is made, without an event. */
function sameVolume(left: DockerVolume, right: DockerVolume): boolean {
  const undated = { CreatedAt: null, UsageData: null };
  return isDeepStrictEqual({ ...left, ...undated }, { ...right, ...undated });
}

function networkIdsOf(container: DockerContainer | undefined): string[] {
  const attachments = Object.values(container?.NetworkSettings.Networks ?? {});
  return [...new Set(attachments.map((attachment) => attachment.NetworkID))].filter((id) => id !== '');
}

function volumeNamesOf(container: DockerContainer): string[] {
  return [
    ...new Set(
      container.Mounts.flatMap((mount) => (mount.Type === 'volume' && mount.Name ? [mount.Name] : [])),
    ),
  ];
}

function labelTexts(labels: Labels | null | undefined): string[] {
  return Object.entries(labels ?? {}).map(([key, value]) => `${key}=${value}`);
}

function sameTexts(
  left: readonly string[] | null | undefined,
  right: readonly string[] | null | undefined,
): boolean {
  return isDeepStrictEqual((left ?? []).filter(isNamed).sort(), (right ?? []).filter(isNamed).sort());
}

/** Lists of old engines say `<none>:<none>` where the document says nothing. */
function isNamed(text: string): boolean {
  return !text.includes('<none>');
}

function idOf(object: { readonly Id: string }): string {
  return object.Id;
}

/** Ids of what the engine listed and of what we have. */
function union(
  listed: readonly { readonly Id: string }[],
  ours: readonly { readonly Id: string }[],
): string[] {
  return [...new Set([...listed.map(idOf), ...ours.map(idOf)])];
}
