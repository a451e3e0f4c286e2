import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadConfig } from '#kernel/config.ts';
import { IzaError } from '#kernel/errors.ts';

export interface ClientSettings {
  /** `http://127.0.0.1:4000` */
  readonly url: string;
  readonly key: string | undefined;
  readonly timeoutMs: number;
  readonly stateDirectory: string;
}

export interface ClientFlags {
  readonly url?: string | undefined;
  readonly apiKey?: string | undefined;
  readonly timeout?: string | undefined;
}

/**
 * Where the server is and which key to show: flags < nothing; `IZA_URL`, `IZA_API_KEY`, `IZA_TIMEOUT`; else what the server's own configuration says, and the
 * key it made (`admin.key` in its state directory).
 */
export function readSettings(
  environment: Readonly<Record<string, string>>,
  flags: ClientFlags,
): ClientSettings {
  const config = loadConfig({ environment });
  const scheme = config.tlsCert === undefined ? 'http' : 'https';
  const host = config.host.includes(':') ? `[${config.host}]` : config.host;
  const url = (flags.url ?? environment['IZA_URL'] ?? `${scheme}://${host}:${config.port}`).replace(
    /\/+$/,
    '',
  );
  if (!URL.canParse(url) || !/^https?:/.test(url))
    throw new IzaError('BAD_USER_INPUT', `"${url}" is not a URL such as http://127.0.0.1:4000.`, {
      field: 'url',
    });
  return {
    url,
    key: flags.apiKey ?? config.apiKey ?? readKeptKey(config.stateDir),
    timeoutMs: readTimeout(flags.timeout ?? environment['IZA_TIMEOUT']),
    stateDirectory: config.stateDir,
  };
}

function readTimeout(text: string | undefined): number {
  if (text === undefined) return 60_000;
  const seconds = Number(text);
  if (Number.isFinite(seconds) && seconds > 0) return seconds * 1000;
  throw new IzaError('BAD_USER_INPUT', `timeout: "${text}" is not a number of seconds.`, {
    field: 'timeout',
  });
}

function readKeptKey(stateDirectory: string): string | undefined {
  try {
    return readFileSync(join(stateDirectory, 'admin.key'), 'utf8').trim() || undefined;
  } catch {
    return undefined;
  }
}
