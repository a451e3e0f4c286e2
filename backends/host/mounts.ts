/** One line of `/proc/PID/mountinfo` (proc(5)). */
export interface Mount {
  /** Path inside the file system that is mounted: `/` for all of it. */
  readonly root: string;
  readonly mountPoint: string;
  readonly type: string;
  readonly source: string;
  readonly options: readonly string[];
  readonly superOptions: readonly string[];
}

export function parseMountinfo(text: string): readonly Mount[] {
  const mounts: Mount[] = [];
  for (const line of text.split('\n')) {
    const separator = line.indexOf(' - ');
    if (separator < 0) continue;
    const [, , , root, mountPoint, options] = line.slice(0, separator).split(' ');
    const [type, source, superOptions] = line.slice(separator + 3).split(' ');
    if (root === undefined || mountPoint === undefined || type === undefined) continue;
    mounts.push({
      root: unescapeOctal(root),
      mountPoint: unescapeOctal(mountPoint),
      type,
      source: unescapeOctal(source ?? ''),
      options: options?.split(',') ?? [],
      superOptions: superOptions?.split(',') ?? [],
    });
  }
  return mounts;
}

/** Blank, tab, line end and backslash are written `\040`. Text was read byte per character; paths are UTF-8. */
function unescapeOctal(text: string): string {
  const bytes = text.replace(/\\([0-7]{3})/g, (_, digits: string) =>
    String.fromCharCode(Number.parseInt(digits, 8)),
  );
  return Buffer.from(bytes, 'latin1').toString();
}
