import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { parse as parseYaml } from 'yaml';
import { z } from 'zod';
import { IzaError } from './errors.ts';

const name = z
  .string()
  .regex(/^[a-z0-9][a-z0-9._-]{0,62}$/, 'must be lower-case letters, digits, ".", "_" or "-", at most 63');
const filePath = z.string().min(1);

const endpointSchema = z.discriminatedUnion('platform', [
  z.strictObject({
    platform: z.literal('docker'),
    name,
    host: z
      .string()
      .regex(/^(unix:\/\/\/|tcp:\/\/|https?:\/\/)/, 'must begin with unix:///, tcp://, http:// or https://'),
    tls: z
      .strictObject({ ca: filePath.optional(), cert: filePath.optional(), key: filePath.optional() })
      .optional(),
  }),
  z.strictObject({ platform: z.literal('host'), name }),
  z.strictObject({ platform: z.literal('embedded'), name }),
]);

const url = z.string().regex(/^https?:\/\//, 'must begin with http:// or https://');
const switchLike = z
  .union([z.boolean(), z.enum(['true', 'false', '1', '0'])])
  .transform((value) => value === true || value === 'true' || value === '1');
/** A list, or its items in one text with commas between. */
const list = (item: z.ZodType<string>) =>
  z.preprocess((value) => (typeof value === 'string' ? splitText(value) : value), z.array(item));

const configSchema = z.strictObject({
  /** development or production: production hides introspection from callers without a key and GraphiQL's hints. */
  env: z.enum(['development', 'production']).default('development'),
  host: z.string().min(1).default('127.0.0.1'),
  port: z.coerce.number().int().min(0).max(65_535).default(4000),
  stateDir: filePath.optional(),
  logLevel: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'silent']).default('info'),
  /** The first administrator's key. */
  apiKey: z.string().min(16, 'must have at least 16 characters').optional(),
  /** Host names besides loopback that requests may name. */
  allowedHosts: list(z.string().min(1)).default([]),
  /** Browser origins besides this server's own. */
  allowedOrigins: list(z.string().min(1)).default([]),
  tlsCert: filePath.optional(),
  tlsKey: filePath.optional(),
  introspection: switchLike.default(true),
  /** `all` runs gateway and subgraphs in one process; a subgraph's name runs that one alone; `gateway` runs no subgraph. */
  role: z.enum(['all', 'gateway', 'compute', 'network', 'storage', 'telemetry', 'security']).default('all'),
  /** Where the subgraphs are when they run alone: name → URL. */
  subgraphs: z
    .partialRecord(z.enum(['compute', 'network', 'storage', 'telemetry', 'security']), url)
    .default({}),
  /** Secret that gateway and subgraphs sign their requests with; needed when they run apart. */
  subgraphSecret: z.string().min(32, 'must have at least 32 characters').optional(),
  /** A foreign Federation 2 supergraph to serve instead of IzaOS' own. */
  supergraph: filePath.optional(),
  /** Endpoints; absent: what is found on this machine. */
  endpoints: z.array(endpointSchema).optional(),
  metricsIntervalMs: z.coerce.number().int().min(250).max(60_000).default(1000),
  /** Admission policy to begin with; `systemConfigure` changes it while IzaOS runs, and what was changed there stays. */
  allowedBindPaths: list(z.string().startsWith('/', 'must be absolute paths')).optional(),
  allowedCapabilities: list(z.string().min(1)).optional(),
  allowedRegistries: list(z.string().min(1)).optional(),
  allowedPublishAddresses: list(z.string().min(1)).optional(),
  persistedOperations: z.enum(['off', 'allow', 'only']).default('off'),
  persistedOperationsFile: filePath.optional(),
});

export type Config = Omit<z.output<typeof configSchema>, 'stateDir'> & {
  readonly stateDir: string;
  /** DOCKER_HOST of the environment, for discovery. */
  readonly dockerHost: string | undefined;
  /** DOCKER_CERT_PATH, likewise. */
  readonly dockerCertPath: string | undefined;
  /** The file that was read, if any. */
  readonly file: string | undefined;
};
export type ConfigInput = z.input<typeof configSchema>;
export type EndpointConfig = z.output<typeof endpointSchema>;

export interface ConfigSources {
  readonly environment: Readonly<Record<string, string>>;
  /** Flags of the command line, by configuration key; they win. */
  readonly flags?: Readonly<Record<string, unknown>>;
}

/** Environment variables that are read elsewhere or by the client only. */
const OTHER_VARIABLES = new Set(['IZA_CONFIG', 'IZA_URL', 'IZA_TIMEOUT']);

/**
 * The configuration: defaults < `iza.yaml` (or `IZA_CONFIG`) < `IZA_*` environment < flags. Every bad or unknown key of every source is named in
 * one BAD_USER_INPUT.
 */
export function loadConfig({ environment, flags = {} }: ConfigSources): Config {
  const problems: string[] = [];
  const { values: fromFile, file } = readFile(environment['IZA_CONFIG'], problems);
  const fromEnvironment = readVariables(environment, problems);
  const given = Object.fromEntries(Object.entries(flags).filter(([, value]) => value !== undefined));
  const merged = { ...fromFile, ...fromEnvironment, ...given };
  const parsed = configSchema.safeParse(merged);
  if (!parsed.success)
    problems.push(
      ...parsed.error.issues.map((issue) => describeIssue(issue, { fromFile, fromEnvironment, given })),
    );
  if (problems.length > 0 || !parsed.success) {
    throw new IzaError(
      'BAD_USER_INPUT',
      `The configuration is not usable:\n${problems.map((problem) => `  - ${problem}`).join('\n')}`,
      {
        data: { problems },
      },
    );
  }
  return {
    ...parsed.data,
    stateDir: resolve(parsed.data.stateDir ?? defaultStateDirectory(environment)),
    dockerHost: environment['DOCKER_HOST'],
    dockerCertPath: environment['DOCKER_TLS_VERIFY'] ? environment['DOCKER_CERT_PATH'] : undefined,
    file,
  };
}

/** Where state is kept: /var/lib/izaos for root, else below XDG_STATE_HOME. */
export function defaultStateDirectory(environment: Readonly<Record<string, string>>): string {
  if (process.getuid?.() === 0) return '/var/lib/izaos';
  return join(environment['XDG_STATE_HOME'] ?? join(homedir(), '.local', 'state'), 'izaos');
}

function readFile(
  named: string | undefined,
  problems: string[],
): { values: Record<string, unknown>; file: string | undefined } {
  const file = named ?? (existsSync('iza.yaml') ? 'iza.yaml' : undefined);
  if (!file) return { values: {}, file: undefined };
  try {
    const values: unknown = parseYaml(readFileSync(file, 'utf8')) ?? {};
    if (typeof values === 'object' && values !== null && !Array.isArray(values))
      return { values: values as Record<string, unknown>, file };
    problems.push(`${file}: must be a mapping of keys to values`);
  } catch (error) {
    problems.push(`${file}: ${error instanceof Error ? error.message.split('\n')[0] : 'cannot be read'}`);
  }
  return { values: {}, file };
}

/** `IZA_STATE_DIR` → `stateDir`; `IZA_SUBGRAPHS_COMPUTE` → `subgraphs.compute`. */
function readVariables(
  environment: Readonly<Record<string, string>>,
  problems: string[],
): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  const subgraphs: Record<string, string> = {};
  for (const [variable, value] of Object.entries(environment)) {
    if (!variable.startsWith('IZA_') || OTHER_VARIABLES.has(variable) || value === '') continue;
    const key = camelCase(variable.slice('IZA_'.length));
    if (variable.startsWith('IZA_SUBGRAPHS_'))
      subgraphs[variable.slice('IZA_SUBGRAPHS_'.length).toLowerCase()] = value;
    else if (Object.hasOwn(configSchema.shape, key) && key !== 'endpoints' && key !== 'subgraphs')
      values[key] = value;
    else problems.push(`${variable}: there is no such setting`);
  }
  return Object.keys(subgraphs).length > 0 ? { ...values, subgraphs } : values;
}

function describeIssue(
  issue: z.core.$ZodIssue,
  sources: {
    fromFile: Record<string, unknown>;
    fromEnvironment: Record<string, unknown>;
    given: Record<string, unknown>;
  },
): string {
  if (issue.code === 'unrecognized_keys') {
    const prefix = issue.path.length > 0 ? `${issue.path.join('.')}.` : '';
    return issue.keys.map((key) => `${prefix}${key}: there is no such setting`).join('; ');
  }
  const key = String(issue.path[0] ?? '');
  const path = issue.path.join('.');
  if (key in sources.given) return `--${kebabCase(key)}: ${issue.message}`;
  if (key in sources.fromEnvironment)
    return `IZA_${kebabCase(key).replaceAll('-', '_').toUpperCase()}: ${issue.message}`;
  return `${path}: ${issue.message}`;
}

function splitText(text: string): string[] {
  return text
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean);
}

function camelCase(text: string): string {
  return text.toLowerCase().replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

function kebabCase(text: string): string {
  return text.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}
