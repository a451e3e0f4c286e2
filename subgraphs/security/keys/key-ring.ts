import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { IzaError } from '#kernel/errors.ts';
import type { Caller } from '#schema/context.ts';
import type { ApiKeyRecord } from '../domain.ts';
import { scopesOf } from '../permissions.ts';
import type { SecurityStore, StoredKey } from '../store/security-store.ts';

/** Id of the key that the configuration gives. It lives as long as the process. */
export const CONFIGURED_KEY = 'environment';

const MINUTE_MS = 60_000;
const LONGEST_TIMER_MS = 3_600_000;

interface Kept {
  key: StoredKey;
  readonly digest: Buffer | undefined;
  readonly caller: Caller;
}

/** All API keys, in memory over the store. Looking one up takes a hash and no wait. */
export class KeyRing implements Disposable {
  readonly #store: SecurityStore;
  readonly #now: () => number;
  readonly #byId = new Map<string, Kept>();
  readonly #byHash = new Map<string, Kept>();
  readonly #listeners = new Set<(keyId: string) => void>();
  readonly #used = new Set<string>();
  #expiry: NodeJS.Timeout | undefined;
  #flush: NodeJS.Timeout | undefined;

  constructor(store: SecurityStore, now: () => number = Date.now) {
    this.#store = store;
    this.#now = now;
    for (const key of store.keys()) this.#keep(key);
    this.#scheduleExpiry();
  }

  list(): readonly ApiKeyRecord[] {
    return Array.from(this.#byId.values(), ({ key }) => publicPart(key));
  }

  get(id: string): ApiKeyRecord | undefined {
    const kept = this.#byId.get(id);
    return kept && publicPart(kept.key);
  }

  /** Whether some key that is good now and survives a restart may administer. */
  hasAdministrator(except?: string): boolean {
    return Array.from(this.#byId.values()).some(
      ({ key }) =>
        key.id !== except &&
        key.roles.includes('admin') &&
        this.#stateOf(key) === 'GOOD' &&
        key.expiresAt === undefined,
    );
  }

  /** Whose key this is; `'UNKNOWN'`, `'EXPIRED'` and `'REVOKED'` tell why it is nobody's. */
  find(secret: string): Caller | 'UNKNOWN' | 'EXPIRED' | 'REVOKED' {
    const digest = digestOf(secret);
    const kept = this.#byHash.get(digest.toString('hex'));
    // The map has compared hashes, of which an attacker controls no prefix; the last word is in constant time all the same.
    if (!kept?.digest || !timingSafeEqual(kept.digest, digest)) return 'UNKNOWN';
    const state = this.#stateOf(kept.key);
    if (state !== 'GOOD') return state;
    this.#touch(kept);
    return kept.caller;
  }

  /** Makes a key; the secret is in the answer and nowhere else. */
  create(options: {
    readonly name: string;
    readonly roles: readonly string[];
    readonly expiresAt?: Date;
    readonly id?: string;
  }): {
    readonly key: ApiKeyRecord;
    readonly secret: string;
  } {
    const secret = newSecret();
    const { id = `key-${randomBytes(6).toString('hex')}`, ...rest } = options;
    const key: StoredKey = {
      ...rest,
      id,
      createdAt: new Date(this.#now()),
      hash: digestOf(secret).toString('hex'),
    };
    this.#store.putKey(key);
    this.#keep(key);
    this.#scheduleExpiry();
    return { key: publicPart(key), secret };
  }

  /** Takes in a key that is kept in a file: its record is made when it is new, and a revoked one stays revoked. */
  adopt(options: {
    readonly id: string;
    readonly name: string;
    readonly roles: readonly string[];
    readonly secret: string;
  }): void {
    const { secret, ...rest } = options;
    const hash = digestOf(secret).toString('hex');
    if (this.#byHash.has(hash)) return;
    const key: StoredKey = { ...rest, createdAt: new Date(this.#now()), hash };
    this.#drop(rest.id);
    this.#store.putKey(key);
    this.#keep(key);
  }

  /** The key of the configuration: chosen by a person, so not even its hash is written. */
  configure(secret: string): void {
    const known = this.#byId.get(CONFIGURED_KEY)?.key;
    const key: StoredKey = {
      id: CONFIGURED_KEY,
      name: 'configured administrator',
      roles: ['admin'],
      createdAt: known?.createdAt ?? new Date(this.#now()),
      ...(known?.lastUsedAt && { lastUsedAt: known.lastUsedAt }),
      hash: null,
    };
    this.#store.putKey(key);
    this.#keep(key, digestOf(secret));
  }

  /** Marks the configured key as gone, when the configuration names none (any more). */
  unconfigure(): void {
    const known = this.#byId.get(CONFIGURED_KEY);
    if (known && !known.key.revokedAt) this.revoke(CONFIGURED_KEY);
  }

  /** At once: the next look-up fails, and listeners are told. Revoking twice changes nothing. */
  revoke(id: string): ApiKeyRecord {
    const kept = this.#byId.get(id);
    if (!kept)
      throw new IzaError('NOT_FOUND', `There is no API key "${id.slice(0, 80)}".`, { field: 'input.id' });
    if (kept.key.revokedAt) return publicPart(kept.key);
    const key = { ...kept.key, revokedAt: new Date(this.#now()) };
    this.#store.putKey(key);
    kept.key = key;
    this.#tell(id);
    return publicPart(key);
  }

  /** Calls `listener` with the id of every key that ceases to be good: revoked or expired. */
  onRevoked(listener: (keyId: string) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Writes when keys were last used. */
  flush(): void {
    clearTimeout(this.#flush);
    this.#flush = undefined;
    for (const id of this.#used) {
      const kept = this.#byId.get(id);
      if (kept) this.#store.putKey(kept.key);
    }
    this.#used.clear();
  }

  [Symbol.dispose](): void {
    clearTimeout(this.#expiry);
    this.flush();
  }

  #keep(
    key: StoredKey,
    digest: Buffer | undefined = key.hash === null ? undefined : Buffer.from(key.hash, 'hex'),
  ): void {
    this.#drop(key.id);
    const { id, name, roles } = key;
    const kept: Kept = { key, digest, caller: { id, name, roles, scopes: scopesOf(roles) } };
    this.#byId.set(id, kept);
    if (digest) this.#byHash.set(digest.toString('hex'), kept);
  }

  #drop(id: string): void {
    const digest = this.#byId.get(id)?.digest;
    if (digest) this.#byHash.delete(digest.toString('hex'));
    this.#byId.delete(id);
  }

  #stateOf(key: StoredKey): 'GOOD' | 'EXPIRED' | 'REVOKED' {
    if (key.revokedAt) return 'REVOKED';
    return key.expiresAt && key.expiresAt.getTime() <= this.#now() ? 'EXPIRED' : 'GOOD';
  }

  /** To the minute, and written once a minute: a key in use costs no write per request. */
  #touch(kept: Kept): void {
    const minute = Math.floor(this.#now() / MINUTE_MS) * MINUTE_MS;
    if (kept.key.lastUsedAt?.getTime() === minute) return;
    kept.key = { ...kept.key, lastUsedAt: new Date(minute) };
    this.#used.add(kept.key.id);
    this.#flush ??= setTimeout(() => this.flush(), MINUTE_MS).unref();
  }

  #scheduleExpiry(): void {
    clearTimeout(this.#expiry);
    const now = this.#now();
    const next = Math.min(
      ...Array.from(this.#byId.values(), ({ key }) =>
        !key.revokedAt && key.expiresAt ? key.expiresAt.getTime() : Infinity,
      ).filter((at) => at > now),
    );
    if (next === Infinity) return;
    this.#expiry = setTimeout(
      () => {
        const then = this.#now();
        for (const { key } of this.#byId.values()) {
          const at = key.expiresAt?.getTime() ?? Infinity;
          if (at > now && at <= then && !key.revokedAt) this.#tell(key.id);
        }
        this.#scheduleExpiry();
      },
      Math.min(next - now, LONGEST_TIMER_MS),
    ).unref();
  }

  #tell(id: string): void {
    for (const listener of this.#listeners) listener(id);
  }
}

/** `iza_` and 256 random bits. */
export function newSecret(): string {
  return `iza_${randomBytes(32).toString('base64url')}`;
}

function digestOf(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}

function publicPart({ hash: _hash, ...key }: StoredKey): ApiKeyRecord {
  return key;
}
