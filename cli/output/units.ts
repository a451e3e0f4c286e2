const BYTE_UNITS = ['B', 'kB', 'MB', 'GB', 'TB', 'PB'];

/** Bytes for people, in powers of 1,000 as `docker images` shows them: `1.98MB`. */
export function showBytes(bytes: number | string | null | undefined): string {
  if (bytes === null || bytes === undefined) return '-';
  let value = Number(bytes);
  let unit = 0;
  while (value >= 1000 && unit < BYTE_UNITS.length - 1) {
    value /= 1000;
    unit++;
  }
  return `${unit === 0 ? value : value.toPrecision(3)}${BYTE_UNITS[unit]}`;
}

/** How long ago, for people: `3 minutes ago`. */
export function showAge(instant: string | null | undefined, now = Date.now()): string {
  if (!instant) return '-';
  const seconds = Math.max(0, Math.round((now - Date.parse(instant)) / 1000));
  const steps: readonly (readonly [number, string])[] = [
    [60, 'second'],
    [3600, 'minute'],
    [86_400, 'hour'],
    [86_400 * 30, 'day'],
    [86_400 * 365, 'month'],
    [Number.POSITIVE_INFINITY, 'year'],
  ];
  let divisor = 1;
  for (const [limit, unit] of steps) {
    if (seconds < limit) {
      const count = Math.floor(seconds / divisor);
      return `${count} ${unit}${count === 1 ? '' : 's'} ago`;
    }
    divisor = limit;
  }
  return '-';
}

export function showPercent(ratio: number | null | undefined): string {
  return ratio === null || ratio === undefined ? '-' : `${(ratio * 100).toFixed(1)}%`;
}
