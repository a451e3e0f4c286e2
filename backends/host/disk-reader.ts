import { readdirSync } from 'node:fs';
import { readNumber, readText } from './read-text.ts';
import type { DiskSample } from './sample.ts';

/** Sectors in /proc/diskstats and /sys/block are 512 bytes whatever the device says. */
const SECTOR_BYTES = 512;

/** Counters of whole disks. What a disk is changes rarely and is read again every `maxAgeMs`. */
export class DiskReader {
  readonly #procRoot: string;
  readonly #sysRoot: string;
  readonly #maxAgeMs: number;
  #disks = new Map<string, DiskFacts>();
  #readAt = Number.NEGATIVE_INFINITY;

  constructor(options: { readonly procRoot: string; readonly sysRoot: string; readonly maxAgeMs?: number }) {
    this.#procRoot = options.procRoot;
    this.#sysRoot = options.sysRoot;
    this.#maxAgeMs = options.maxAgeMs ?? 30_000;
  }

  read(): readonly DiskSample[] {
    if (performance.now() - this.#readAt > this.#maxAgeMs) {
      this.#disks = readDisks(this.#sysRoot);
      this.#readAt = performance.now();
    }
    const samples: DiskSample[] = [];
    for (const line of (readText(`${this.#procRoot}/diskstats`) ?? '').split('\n')) {
      const fields = line.trim().split(/\s+/);
      const name = fields[2];
      const facts = name === undefined ? undefined : this.#disks.get(name);
      if (!name || !facts) continue;
      const number = (index: number) => Number(fields[index] ?? 0);
      samples.push({
        name,
        reads: number(3),
        readBytes: number(5) * SECTOR_BYTES,
        writes: number(7),
        writtenBytes: number(9) * SECTOR_BYTES,
        busyMs: number(12),
        ...facts,
      });
    }
    return samples;
  }
}

type DiskFacts = Pick<DiskSample, 'sizeBytes' | 'rotational' | 'model'>;

function readDisks(sysRoot: string): Map<string, DiskFacts> {
  const disks = new Map<string, DiskFacts>();
  for (const name of list(`${sysRoot}/block`)) {
    if (/^(loop|ram|zram)\d/.test(name)) continue;
    const folder = `${sysRoot}/block/${name}`;
    const sizeBytes = (readNumber(`${folder}/size`) ?? 0) * SECTOR_BYTES;
    if (sizeBytes === 0) continue;
    // What is built of other disks (md, dm) would count them twice; hidden ones are paths of a multipath disk.
    if (list(`${folder}/slaves`).length > 0 || readNumber(`${folder}/hidden`) === 1) continue;
    const model = readText(`${folder}/device/model`)?.trim();
    disks.set(name, {
      sizeBytes,
      rotational: readNumber(`${folder}/queue/rotational`) === 1,
      ...(model && { model }),
    });
  }
  return disks;
}

function list(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
