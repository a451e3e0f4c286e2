import { parseArgs } from 'node:util';
import { IzaError } from '#kernel/errors.ts';

/** Flags of `gateway/main.ts`, which are those of `iza-ctl start`: configuration keys in kebab case. The API key is not among them: flags are seen by all. */
const FLAGS = {
  env: 'env',
  host: 'host',
  port: 'port',
  'state-dir': 'stateDir',
  'log-level': 'logLevel',
  'allowed-hosts': 'allowedHosts',
  'allowed-origins': 'allowedOrigins',
  'tls-cert': 'tlsCert',
  'tls-key': 'tlsKey',
  introspection: 'introspection',
  role: 'role',
  supergraph: 'supergraph',
  'metrics-interval-ms': 'metricsIntervalMs',
  'persisted-operations': 'persistedOperations',
  'persisted-operations-file': 'persistedOperationsFile',
} as const;

/** The flags as configuration values. BAD_USER_INPUT names a flag there is not. */
export function parseFlags(args: readonly string[]): Record<string, string> {
  const options = Object.fromEntries(Object.keys(FLAGS).map((flag) => [flag, { type: 'string' as const }]));
  try {
    const { values } = parseArgs({ args: [...args], options, strict: true, allowPositionals: false });
    return Object.fromEntries(
      Object.entries(values).map(([flag, value]) => [FLAGS[flag as keyof typeof FLAGS], String(value)]),
    );
  } catch (cause) {
    throw new IzaError(
      'BAD_USER_INPUT',
      cause instanceof Error ? cause.message : 'The flags are not usable.',
      { cause },
    );
  }
}
