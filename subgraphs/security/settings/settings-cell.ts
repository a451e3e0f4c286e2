import { isIP } from 'node:net';
import { posix } from 'node:path';
import { IzaError } from '#kernel/errors.ts';
import type { Maintenance, SystemSettings } from '../domain.ts';
import type { SecurityStore } from '../store/security-store.ts';

const DEFAULT_SETTINGS: SystemSettings = {
  logLevel: 'info',
  metricsIntervalMs: 1000,
  allowedBindPaths: [],
  allowedCapabilities: [],
  allowedRegistries: [],
  allowedPublishAddresses: ['127.0.0.1', '::1'],
};

/** Settings that can be changed while it runs: what the configuration says, under what was changed since, which is kept. */
export class SettingsCell {
  readonly #store: SecurityStore;
  readonly #defaults: SystemSettings;
  readonly #listeners = new Set<(settings: SystemSettings) => void>();
  #changed: Partial<SystemSettings>;
  #current: SystemSettings;
  #maintenance: Maintenance;

  constructor(store: SecurityStore, configured: Partial<SystemSettings>) {
    this.#store = store;
    this.#defaults = { ...DEFAULT_SETTINGS, ...configured };
    this.#changed = (store.setting('changed') as Partial<SystemSettings> | undefined) ?? {};
    this.#current = { ...this.#defaults, ...this.#changed };
    this.#maintenance = readMaintenance(store.setting('maintenance'));
  }

  get current(): SystemSettings {
    return this.#current;
  }

  get maintenance(): Maintenance {
    return this.#maintenance;
  }

  change(patch: Partial<SystemSettings>): void {
    this.#changed = { ...this.#changed, ...patch };
    this.#store.putSetting('changed', this.#changed);
    this.#current = { ...this.#defaults, ...this.#changed };
    for (const listener of this.#listeners) listener(this.#current);
  }

  setMaintenance(maintenance: Maintenance): void {
    this.#store.putSetting('maintenance', maintenance);
    this.#maintenance = maintenance;
  }

  listen(listener: (settings: SystemSettings) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}

export interface SettingsInput {
  readonly logLevel?: string | null;
  readonly metricsIntervalMs?: number | null;
  readonly allowedBindPaths?: readonly string[] | null;
  readonly allowedCapabilities?: readonly string[] | null;
  readonly allowedRegistries?: readonly string[] | null;
  readonly allowedPublishAddresses?: readonly string[] | null;
}

const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error'] as const;

/** The members given, checked. BAD_USER_INPUT names the first that cannot be. */
export function readSettings(input: SettingsInput): Partial<SystemSettings> {
  const patch: { -readonly [K in keyof SystemSettings]?: SystemSettings[K] } = {};
  const { logLevel, metricsIntervalMs: interval } = input;
  if (logLevel != null) {
    const level = LOG_LEVELS.find((known) => known === logLevel);
    patch.logLevel = level ?? refuse('logLevel', `must be one of ${LOG_LEVELS.join(', ')}`);
  }
  if (interval != null) {
    patch.metricsIntervalMs =
      interval >= 250 && interval <= 60_000 ? interval : refuse('metricsIntervalMs', 'must be 250 to 60000');
  }
  for (const [name, { test, wanted }] of Object.entries(LISTS) as [keyof typeof LISTS, ListRule][]) {
    const list = input[name];
    if (list == null) continue;
    if (list.length > 100) refuse(name, 'must have at most 100 members');
    for (const [index, member] of list.entries()) if (!test(member)) refuse(`${name}.${index}`, wanted);
    patch[name] = [...new Set(list)];
  }
  return patch;
}

interface ListRule {
  readonly test: (member: string) => boolean;
  readonly wanted: string;
}

const LISTS = {
  allowedBindPaths: {
    test: (path) =>
      path.startsWith('/') && path.length <= 4096 && posix.normalize(path) === path && !path.includes('\0'),
    wanted: 'must be an absolute path without ".." or doubled slashes',
  },
  allowedCapabilities: {
    test: (name) => /^(CAP_)?[A-Z][A-Z_0-9]{1,40}$/.test(name),
    wanted: 'must be a capability such as NET_ADMIN',
  },
  allowedRegistries: {
    test: (host) =>
      /^(\*\.)?(\[[0-9a-fA-F:.]+\]|[a-zA-Z0-9]([a-zA-Z0-9.-]*[a-zA-Z0-9])?)(:\d{1,5})?$/.test(host),
    wanted: 'must be a host such as ghcr.io, registry.example:5000 or *.example.com',
  },
  allowedPublishAddresses: {
    test: (address) => isIP(address) !== 0,
    wanted: 'must be an IP address; 0.0.0.0 for every IPv4 address, :: for every one',
  },
} satisfies Record<string, ListRule>;

function readMaintenance(stored: unknown): Maintenance {
  const {
    enabled = false,
    reason,
    since,
    by,
  } = (stored ?? {}) as { enabled?: boolean; reason?: string; since?: string; by?: string };
  return {
    enabled,
    ...(reason !== undefined && { reason }),
    ...(since !== undefined && { since: new Date(since) }),
    ...(by !== undefined && { by }),
  };
}

function refuse(name: string, why: string): never {
  const field = `input.${name}`;
  throw new IzaError('BAD_USER_INPUT', `${field} ${why}.`, { field });
}
