import { parseTable } from './read-text.ts';
import type { MemorySample } from './sample.ts';

/** `/proc/meminfo`, whose kB are KiB. */
export function parseMeminfo(text: string): MemorySample {
  const table = parseTable(text);
  const bytes = (key: string) => (table.get(key) ?? 0) * 1024;
  return {
    totalBytes: bytes('MemTotal'),
    freeBytes: bytes('MemFree'),
    // Kernels before 3.14 give no estimate; free memory and cache is the old rule of thumb.
    availableBytes: table.has('MemAvailable')
      ? bytes('MemAvailable')
      : bytes('MemFree') + bytes('Buffers') + bytes('Cached'),
    buffersBytes: bytes('Buffers'),
    cachedBytes: bytes('Cached') + bytes('SReclaimable'),
    swapTotalBytes: bytes('SwapTotal'),
    swapFreeBytes: bytes('SwapFree'),
  };
}
