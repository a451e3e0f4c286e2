import { readFileSync } from 'node:fs';
import { IzaError } from '#kernel/errors.ts';

const UNITS: Readonly<Record<string, number>> = {
  '': 1,
  b: 1,
  k: 2 ** 10,
  kb: 2 ** 10,
  kib: 2 ** 10,
  m: 2 ** 20,
  mb: 2 ** 20,
  mib: 2 ** 20,
  g: 2 ** 30,
  gb: 2 ** 30,
  gib: 2 ** 30,
  t: 2 ** 40,
  tb: 2 ** 40,
  tib: 2 ** 40,
};

/** `256m` → bytes, units as docker takes them (powers of 1,024). BAD_USER_INPUT names the flag. */
export function readBytes(text: string, flag: string): number {
  const match = /^(\d+(?:\.\d+)?)\s*([a-z]*)$/i.exec(text);
  const unit = UNITS[match?.[2]?.toLowerCase() ?? 'none'];
  if (!match || unit === undefined) throw bad(flag, text, 'a size such as 256m or 1.5g');
  const bytes = Math.round(Number(match[1]) * unit);
  if (!Number.isSafeInteger(bytes)) throw bad(flag, text, 'a size such as 256m or 1.5g');
  return bytes;
}

export function readNumber(text: string, flag: string): number {
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value) || value < 0) throw bad(flag, text, 'a number');
  return value;
}

export function readWhole(text: string, flag: string): number {
  const value = readNumber(text, flag);
  if (!Number.isInteger(value)) throw bad(flag, text, 'a whole number');
  return value;
}

/** `KEY=VALUE`, or `KEY` alone to take the value of this environment, as docker does. */
export function readVariable(
  text: string,
  flag: string,
  environment: Readonly<Record<string, string>>,
): { readonly name: string; readonly value: string } {
  const at = text.indexOf('=');
  const name = at < 0 ? text : text.slice(0, at);
  const value = at < 0 ? environment[name] : text.slice(at + 1);
  if (!name || value === undefined) throw bad(flag, text, 'KEY=VALUE');
  return { name, value };
}

export function readLabel(text: string): { readonly key: string; readonly value: string } {
  const { name, value } = readVariable(text.includes('=') ? text : `${text}=`, '--label', {});
  return { key: name, value };
}

export interface Port {
  readonly containerPort: number;
  readonly hostPort?: number;
  readonly hostAddress?: string;
  readonly protocol: string;
}

/** `[ADDRESS:][HOST:]CONTAINER[/udp]`; an IPv6 address in brackets. */
export function readPort(text: string): Port {
  const match = /^(?:(?:(\[[0-9a-f:]+\]|[\d.]+):)?(\d*):)?(\d+)(?:\/(tcp|udp|sctp))?$/i.exec(text);
  if (!match) throw bad('--publish', text, '[ADDRESS:][HOSTPORT:]PORT[/udp]');
  const [, address, hostPort, containerPort, protocol = 'tcp'] = match;
  return {
    containerPort: Number(containerPort),
    ...(hostPort && { hostPort: Number(hostPort) }),
    ...(address && { hostAddress: address.replace(/[[\]]/g, '') }),
    protocol: protocol.toUpperCase(),
  };
}

export interface Mount {
  readonly type: 'VOLUME' | 'BIND';
  readonly source: string;
  readonly target: string;
  readonly readOnly: boolean;
}

/** `SOURCE:TARGET[:ro|rw]`; a source that begins with `/` is a directory of the host, any other the name of a volume. */
export function readMount(text: string): Mount {
  const [source, target, mode = 'rw', ...rest] = text.split(':');
  if (!source || !target?.startsWith('/') || !['ro', 'rw'].includes(mode) || rest.length > 0)
    throw bad('--volume', text, 'SOURCE:/TARGET[:ro]');
  return { type: source.startsWith('/') ? 'BIND' : 'VOLUME', source, target, readOnly: mode === 'ro' };
}

/** `no`, `always`, `unless-stopped`, `on-failure[:N]`. */
export function readRestart(text: string): { readonly mode: string; readonly maximumRetries?: number } {
  const match = /^(?:(no|always|unless-stopped)|(on-failure)(?::(\d+))?)$/.exec(text);
  if (!match) throw bad('--restart', text, 'no, always, unless-stopped or on-failure[:N]');
  return {
    mode: (match[1] ?? match[2]!).replaceAll('-', '_').toUpperCase(),
    ...(match[3] && { maximumRetries: Number(match[3]) }),
  };
}

/**
 * `name=value` for a variable of a query; `name=@FILE` reads a file. What the query declares as text stays text (`isText`), all else is JSON where it is
 * JSON, so that `n=5` is a number and `state=RUNNING` a name.
 */
export function readQueryVariable(
  text: string,
  isText: (name: string) => boolean = () => false,
): readonly [string, unknown] {
  const { name, value } = readVariable(text, '--variable', {});
  const content = value.startsWith('@') ? readTextFile(value.slice(1), '--variable') : value;
  if (isText(name)) return [name, content];
  try {
    return [name, JSON.parse(content)];
  } catch {
    return [name, content];
  }
}

export function readTextFile(file: string, flag: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (cause) {
    throw new IzaError('BAD_USER_INPUT', `${flag}: ${file} cannot be read.`, { field: flag, cause });
  }
}

/** `10m`, `2h`, `30s`, `7d` ago, or an instant. */
export function readSince(text: string, now = Date.now()): string {
  return readInstant(text, '--since', { now, direction: -1 });
}

/** `10m`, `2h`, `30s`, `7d` from now, or an instant. */
export function readUntil(text: string, flag: string, now = Date.now()): string {
  return readInstant(text, flag, { now, direction: 1 });
}

const SPANS: Readonly<Record<string, number>> = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

function readInstant(
  text: string,
  flag: string,
  { now, direction }: { readonly now: number; readonly direction: 1 | -1 },
): string {
  const span = /^(\d{1,9})([smhd])$/.exec(text);
  const instant = span ? new Date(now + direction * Number(span[1]) * SPANS[span[2]!]!) : new Date(text);
  if (!Number.isNaN(instant.getTime())) return instant.toISOString();
  throw bad(flag, text, 'a span such as 10m or an instant such as 2026-11-23T12:00:00Z');
}

function bad(flag: string, text: string, expected: string): IzaError {
  return new IzaError('BAD_USER_INPUT', `${flag}: "${text}" is not ${expected}.`, { field: flag });
}
