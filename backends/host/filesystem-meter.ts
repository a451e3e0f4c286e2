import { statfs } from 'node:fs/promises';
import { parseMountinfo, type Mount } from './mounts.ts';
import { readText } from './read-text.ts';
import type { FilesystemSample } from './sample.ts';

export interface FilesystemMeterOptions {
  readonly procRoot: string;
  /** How old figures may get before a read has them measured again. Default 5 s. */
  readonly maxAgeMs?: number;
  /** After this a file system is reported as not responding. Default 2 s. */
  readonly deadlineMs?: number;
  /** For tests: a file system that hangs. */
  readonly statfs?: (path: string) => Promise<StatfsFigures>;
}

export interface StatfsFigures {
  readonly frsize: number;
  readonly blocks: number;
  readonly bfree: number;
  readonly bavail: number;
  readonly files: number;
  readonly ffree: number;
}

/**
 * Sizes of real file systems. A dead NFS server makes `statfs` hang for ever and each hanging call holds one of libuv's four
 * threads, so nothing waits for it: figures are measured in the background, remote file systems one at a time and local ones two at
 * a time, never one twice at once. Three dead file systems at most hold three threads.
 */
export class FilesystemMeter {
  readonly #procRoot: string;
  readonly #maxAgeMs: number;
  readonly #deadlineMs: number;
  readonly #statfs: (path: string) => Promise<StatfsFigures>;
  readonly #measured = new Map<string, Measurement>();
  /** Mount points that are being measured or wait for their turn. */
  readonly #asking = new Map<string, Promise<void>>();
  readonly #local = lane(2);
  readonly #remote = lane(1);
  #mounts: readonly RealMount[] = [];
  #refreshedAt = Number.NEGATIVE_INFINITY;

  constructor(options: FilesystemMeterOptions) {
    this.#procRoot = options.procRoot;
    this.#maxAgeMs = options.maxAgeMs ?? 5_000;
    this.#deadlineMs = options.deadlineMs ?? 2_000;
    this.#statfs = options.statfs ?? ((path) => statfs(path));
  }

  /** What is known now. Has old figures measured again for the next read. */
  read(): readonly FilesystemSample[] {
    if (performance.now() - this.#refreshedAt > this.#maxAgeMs) void this.refresh();
    return this.#mounts.map(({ source, mountPoint, type, readOnly, remote }) => {
      const measurement = this.#measured.get(mountPoint);
      return {
        source,
        mountPoint,
        type,
        readOnly,
        remote,
        responding: measurement?.responding ?? true,
        ...measurement?.figures,
      };
    });
  }

  /** Measures everything. Resolves when all have answered or missed the deadline, at the latest after `waitMs`; never rejects. */
  async refresh(waitMs = this.#deadlineMs * 2): Promise<void> {
    this.#refreshedAt = performance.now();
    this.#mounts = realMounts(parseMountinfo(readText(`${this.#procRoot}/self/mountinfo`) ?? ''));
    const mountPoints = new Set(this.#mounts.map(({ mountPoint }) => mountPoint));
    for (const known of this.#measured.keys()) if (!mountPoints.has(known)) this.#measured.delete(known);
    const { promise: waitedEnough, resolve } = Promise.withResolvers<void>();
    const timer = setTimeout(resolve, waitMs).unref();
    const answers = this.#mounts.map(({ mountPoint, remote }) => {
      const answer =
        this.#asking.get(mountPoint) ?? this.#measure(mountPoint, remote ? this.#remote : this.#local);
      this.#asking.set(mountPoint, answer);
      return answer;
    });
    await Promise.race([Promise.all(answers), waitedEnough]);
    clearTimeout(timer);
  }

  /** Resolves with the answer or at the deadline; what hangs keeps its place in the lane and is not asked again. */
  async #measure(mountPoint: string, lane: Lane): Promise<void> {
    await lane.enter();
    const { promise: late, resolve } = Promise.withResolvers<void>();
    const timer = setTimeout(() => {
      this.#note(mountPoint, { responding: false });
      resolve();
    }, this.#deadlineMs).unref();
    const answer = this.#statfs(mountPoint)
      .then(
        (figures) => this.#note(mountPoint, { responding: true, figures: toFigures(figures) }),
        () => this.#note(mountPoint, { responding: false }),
      )
      .finally(() => {
        clearTimeout(timer);
        lane.leave();
        this.#asking.delete(mountPoint);
      });
    await Promise.race([answer, late]);
  }

  #note(mountPoint: string, measurement: Measurement): void {
    this.#measured.set(mountPoint, { ...this.#measured.get(mountPoint), ...measurement });
  }
}

interface Measurement {
  readonly responding: boolean;
  readonly figures?: Partial<FilesystemSample>;
}

interface RealMount {
  readonly source: string;
  readonly mountPoint: string;
  readonly type: string;
  readonly readOnly: boolean;
  readonly remote: boolean;
}

/** One mount per file system: all of it rather than a part bound elsewhere, then the shortest path; nothing hidden by a later mount. */
function realMounts(mounts: readonly Mount[]): readonly RealMount[] {
  const visible = new Map(mounts.map((mount) => [mount.mountPoint, mount]));
  const chosen = new Map<string, Mount>();
  for (const mount of visible.values()) {
    if (!isReal(mount)) continue;
    const key = `${mount.type}\0${mount.source}`;
    const other = chosen.get(key);
    if (!other || rank(mount) < rank(other)) chosen.set(key, mount);
  }
  return Array.from(chosen.values(), ({ source, mountPoint, type, options, superOptions }) => ({
    source,
    mountPoint,
    type,
    readOnly: options.includes('ro') || superOptions.includes('ro'),
    remote: isRemote(type),
  })).sort((left, right) => (left.mountPoint < right.mountPoint ? -1 : 1));
}

function rank({ root, mountPoint }: Mount): number {
  return (root === '/' ? 0 : 1_000_000) + mountPoint.length;
}

const REMOTE: ReadonlySet<string> = new Set(
  '9p afs beegfs ceph cifs gfs2 glusterfs lustre nfs nfs4 ocfs2 smb3 smbfs virtiofs'.split(' '),
);

/** Views of something that is not storage. */
const VIEWS: ReadonlySet<string> = new Set(['fuse.lxcfs', 'fuse.gvfsd-fuse', 'fuse.portal', 'fuse.snapfuse']);

function isReal({ type, source, mountPoint }: Mount): boolean {
  if (mountPoint === '/') return true;
  // Squashfs images (snaps) are always full and never change.
  if (VIEWS.has(type) || type === 'squashfs') return false;
  return isRemote(type) || type === 'zfs' || (source.startsWith('/dev/') && type !== 'devtmpfs');
}

function isRemote(type: string): boolean {
  return REMOTE.has(type) || type.startsWith('fuse.');
}

function toFigures({
  frsize,
  blocks,
  bfree,
  bavail,
  files,
  ffree,
}: StatfsFigures): Partial<FilesystemSample> {
  return {
    measuredAt: new Date(),
    sizeBytes: blocks * frsize,
    usedBytes: (blocks - bfree) * frsize,
    availableBytes: bavail * frsize,
    // Some file systems (btrfs) have no fixed number of inodes and say 0.
    ...(files > 0 && { inodes: files, inodesUsed: files - ffree }),
  };
}

interface Lane {
  enter(): Promise<void>;
  leave(): void;
}

/** At most `width` inside; others wait in order. */
function lane(width: number): Lane {
  let inside = 0;
  const queue: (() => void)[] = [];
  return {
    async enter() {
      if (inside < width) inside += 1;
      else await new Promise<void>((resolve) => queue.push(resolve));
    },
    leave() {
      const next = queue.shift();
      if (next) next();
      else inside -= 1;
    },
  };
}
