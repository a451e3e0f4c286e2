import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { defaultStateDirectory, loadConfig } from '#kernel/config.ts';
import { IzaError } from '#kernel/errors.ts';

export interface ClientSettings {
  /** `http://127.0.0.1:4000` */
  readonly url: string;
  readonly key: string | undefined;
  /** Why there is no key, and what to do; undefined when there is one. */
  readonly noKeyBecause: string | undefined;
  readonly timeoutMs: number;
  readonly stateDirectory: string;
}

export interface ClientFlags {
  readonly url?: string | undefined;
  readonly apiKey?: string | undefined;
  readonly timeout?: string | undefined;
}

/**
 * Where the server is and which key to show: flags, `IZA_URL`, `IZA_API_KEY`, `IZA_TIMEOUT`; else what the server's own configuration says, and the key
 * it made (`admin.key` in its state directory), which is shown to this machine only. Whoever gives URL and key needs no configuration here.
 */
export function readSettings(
  environment: Readonly<Record<string, string>>,
  flags: ClientFlags,
): ClientSettings {
  const url = flags.url ?? (environment['IZA_URL'] || undefined);
  const key = flags.apiKey ?? (environment['IZA_API_KEY'] || undefined);
  const timeoutMs = readTimeout(flags.timeout ?? (environment['IZA_TIMEOUT'] || undefined));
  if (url !== undefined && key !== undefined) {
    const stateDirectory = environment['IZA_STATE_DIR'] || defaultStateDirectory(environment);
    return { url: checkUrl(url), key, noKeyBecause: undefined, timeoutMs, stateDirectory };
  }
  const config = loadConfig({ environment });
  const target = checkUrl(url ?? urlOf(config));
  const found = key ?? config.apiKey;
  const kept = found === undefined ? readKeptKey(config.stateDir, target) : { key: found };
  return {
    url: target,
    key: kept.key,
    noKeyBecause: kept.key === undefined ? kept.reason : undefined,
    timeoutMs,
    stateDirectory: config.stateDir,
  };
}

/** Where a server with this configuration answers on its own machine. */
function urlOf({
  host,
  port,
  tlsCert,
}: {
  readonly host: string;
  readonly port: number;
  readonly tlsCert?: string | undefined;
}): string {
  const reachable = host === '0.0.0.0' ? '127.0.0.1' : host === '::' ? '::1' : host;
  const named = reachable.includes(':') ? `[${reachable}]` : reachable;
  return `${tlsCert === undefined ? 'http' : 'https'}://${named}:${port}`;
}

function checkUrl(text: string): string {
  const url = URL.parse(text);
  if (url && /^https?:$/.test(url.protocol) && !url.search && !url.hash && !url.username)
    return text.replace(/\/+$/, '');
  throw new IzaError('BAD_USER_INPUT', `"${text}" is not a URL such as http://127.0.0.1:4000.`, {
    field: 'url',
  });
}

function readTimeout(text: string | undefined): number {
  if (text === undefined) return 60_000;
  const seconds = Number(text);
  if (Number.isFinite(seconds) && seconds > 0 && seconds <= 86_400) return seconds * 1000;
  throw new IzaError('BAD_USER_INPUT', `timeout: "${text}" is not a number of seconds.`, {
    field: 'timeout',
  });
}

type KeptKey = { readonly key: string } | { readonly key: undefined; readonly reason: string };

function readKeptKey(stateDirectory: string, url: string): KeptKey {
  const { hostname } = new URL(url);
  const isHere = hostname === 'localhost' || hostname === '[::1]' || hostname.startsWith('127.');
  if (!isHere) return { key: undefined, reason: `No key for ${url}: set IZA_API_KEY.` };
  const file = join(stateDirectory, 'admin.key');
  try {
    const key = readFileSync(file, 'utf8').trim();
    return key === '' ? { key: undefined, reason: `${file} is empty; set IZA_API_KEY.` } : { key };
  } catch (error) {
    const isMissing = (error as NodeJS.ErrnoException).code === 'ENOENT';
    const why = isMissing ? `there is no ${file}` : `${file} may not be read by this user`;
    return { key: undefined, reason: `No key: ${why}, and IZA_API_KEY is not set.` };
  }
}
