import { existsSync, readdirSync } from 'node:fs';
import type { CgroupPaths } from './cgroup.ts';
import { containerOfCgroup } from './container-id.ts';
import { parseMountinfo } from './mounts.ts';
import { readText } from './read-text.ts';

/** Finds the control groups of processes, on v1, v2 and hybrid machines. */
export class CgroupLocator {
  readonly #procRoot: string;
  readonly #cgroupRoot: string | undefined;
  #hierarchies: Hierarchies | undefined;

  constructor(options: { readonly procRoot: string; readonly cgroupRoot?: string }) {
    this.#procRoot = options.procRoot;
    this.#cgroupRoot = options.cgroupRoot;
  }

  /** One small file is read. Undefined when the process is gone or no hierarchy is mounted. */
  locate(pid: number | 'self'): CgroupPaths | undefined {
    const text = readText(`${this.#procRoot}/${pid}/cgroup`);
    if (!text) return undefined;
    const { unified, v1 } = (this.#hierarchies ??= this.#readHierarchies());
    const lines = parseCgroupFile(text).map((line) => ({ ...line, ...containerOfCgroup(line.path) }));
    const containerId = lines.find((line) => line.containerId !== undefined)?.containerId;
    const directories: { -readonly [Controller in V1Controller | 'unified']?: string } = {};
    const paths: string[] = [];
    for (const line of lines) {
      // Engines may leave a container in the root of some hierarchies, whose figures are the whole machine's.
      if (line.containerId !== containerId) continue;
      if (line.controllers.length === 0) {
        const directory = unified && directoryOf(unified, line.path);
        if (!directory) continue;
        directories.unified = directory;
        paths.push(line.path);
      }
      for (const controller of V1_CONTROLLERS.filter((name) => line.controllers.includes(name))) {
        const hierarchy = v1.get(controller);
        const directory = hierarchy && directoryOf(hierarchy, line.path);
        if (!directory) continue;
        directories[controller] = directory;
        paths.unshift(line.path);
      }
    }
    if (Object.keys(directories).length === 0) {
      // Hierarchies may be mounted after we began.
      this.#hierarchies = undefined;
      return undefined;
    }
    return {
      version: v1.size === 0 ? 'v2' : unified ? 'hybrid' : 'v1',
      path: paths.find((path) => path !== '/') ?? '/',
      ...(containerId !== undefined && { containerId }),
      ...directories,
    };
  }

  #readHierarchies(): Hierarchies {
    if (this.#cgroupRoot !== undefined) return hierarchiesUnder(this.#cgroupRoot);
    return hierarchiesIn(readText(`${this.#procRoot}/self/mountinfo`) ?? '');
  }
}

const V1_CONTROLLERS = ['cpu', 'cpuacct', 'memory', 'pids', 'blkio'] as const;
type V1Controller = (typeof V1_CONTROLLERS)[number];

interface Hierarchy {
  /** Path inside the hierarchy that is mounted: `/`, or the group of the container we run in. */
  readonly root: string;
  readonly mountPoint: string;
}

interface Hierarchies {
  readonly unified?: Hierarchy;
  readonly v1: ReadonlyMap<V1Controller, Hierarchy>;
}

function hierarchiesIn(mountinfo: string): Hierarchies {
  let unified: Hierarchy | undefined;
  const v1 = new Map<V1Controller, Hierarchy>();
  for (const { type, root, mountPoint, superOptions } of parseMountinfo(mountinfo)) {
    if (type === 'cgroup2') unified ??= { root, mountPoint };
    if (type !== 'cgroup') continue;
    for (const controller of V1_CONTROLLERS) {
      if (superOptions.includes(controller) && !v1.has(controller)) v1.set(controller, { root, mountPoint });
    }
  }
  return { ...(unified && { unified }), v1 };
}

/** The usual layout: v2 right here, or one folder per v1 hierarchy (`cpu,cpuacct`) and `unified`. */
function hierarchiesUnder(cgroupRoot: string): Hierarchies {
  const v1 = new Map<V1Controller, Hierarchy>();
  if (existsSync(`${cgroupRoot}/cgroup.controllers`))
    return { unified: { root: '/', mountPoint: cgroupRoot }, v1 };
  for (const folder of existsSync(cgroupRoot) ? readdirSync(cgroupRoot) : []) {
    for (const controller of V1_CONTROLLERS.filter((name) => folder.split(',').includes(name))) {
      v1.set(controller, { root: '/', mountPoint: `${cgroupRoot}/${folder}` });
    }
  }
  const unified = `${cgroupRoot}/unified`;
  return { ...(existsSync(unified) && { unified: { root: '/', mountPoint: unified } }), v1 };
}

/** Lines `hierarchy-id:controllers:path`; v2 has no controllers, a named v1 hierarchy (systemd) has `name=…`. */
function parseCgroupFile(
  text: string,
): readonly { readonly controllers: readonly string[]; readonly path: string }[] {
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => {
      const [, controllers = '', ...path] = line.split(':');
      return { controllers: controllers.split(',').filter((name) => name !== ''), path: path.join(':') };
    });
}

function directoryOf({ root, mountPoint }: Hierarchy, path: string): string | undefined {
  // Outside of our control group namespace: not mounted here.
  if (path.split('/').includes('..')) return undefined;
  if (root === '/') return path === '/' ? mountPoint : `${mountPoint}${path}`;
  if (path === root) return mountPoint;
  return path.startsWith(`${root}/`) ? `${mountPoint}${path.slice(root.length)}` : undefined;
}
