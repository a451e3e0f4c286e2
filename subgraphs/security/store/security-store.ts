import { chmodSync, closeSync, mkdirSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { ApiKeyRecord } from '../domain.ts';

/** A key as it is kept: of the key itself only its SHA-256, which for 256 random bits needs no salt and no stretching. */
export interface StoredKey extends ApiKeyRecord {
  /** Hex; null for a key that is kept elsewhere. */
  readonly hash: string | null;
}

/**
 * Keys, settings and maintenance: `security.db` in the state directory. Small and rarely written, so it is used synchronously; each
 * write is durable when the call returns.
 */
export class SecurityStore implements Disposable {
  readonly #database: DatabaseSync;

  /** Makes the file, readable by its owner only, when it is not there. */
  constructor(stateDirectory: string) {
    const file = join(stateDirectory, 'security.db');
    closeSync(openSync(file, 'a', 0o600));
    this.#database = new DatabaseSync(file, { timeout: 5000 });
    this.#database.exec(`
      PRAGMA journal_mode = WAL;
      PRAGMA synchronous = FULL;
      CREATE TABLE IF NOT EXISTS api_keys (
        id TEXT PRIMARY KEY, name TEXT NOT NULL, roles TEXT NOT NULL, hash TEXT UNIQUE, created_at INTEGER NOT NULL,
        expires_at INTEGER, last_used_at INTEGER, revoked_at INTEGER
      ) STRICT;
      CREATE TABLE IF NOT EXISTS settings (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
    `);
  }

  keys(): StoredKey[] {
    return this.#database.prepare('SELECT * FROM api_keys ORDER BY created_at, id').all().map(keyOf);
  }

  putKey(key: StoredKey): void {
    this.#database
      .prepare('INSERT OR REPLACE INTO api_keys VALUES (?, ?, ?, ?, ?, ?, ?, ?)')
      .run(
        key.id,
        key.name,
        JSON.stringify(key.roles),
        key.hash,
        key.createdAt.getTime(),
        key.expiresAt?.getTime() ?? null,
        key.lastUsedAt?.getTime() ?? null,
        key.revokedAt?.getTime() ?? null,
      );
  }

  setting(name: string): unknown {
    const row = this.#database.prepare('SELECT value FROM settings WHERE name = ?').get(name);
    return row && JSON.parse(String(row['value']));
  }

  putSetting(name: string, value: unknown): void {
    this.#database.prepare('INSERT OR REPLACE INTO settings VALUES (?, ?)').run(name, JSON.stringify(value));
  }

  [Symbol.dispose](): void {
    if (this.#database.isOpen) this.#database.close();
  }
}

/** A directory that only its owner can enter. */
export function prepareStateDirectory(path: string): void {
  mkdirSync(path, { recursive: true, mode: 0o700 });
  chmodSync(path, 0o700);
}

function keyOf(row: Record<string, unknown>): StoredKey {
  const instant = (name: string) => (row[name] === null ? undefined : new Date(Number(row[name])));
  const [expiresAt, lastUsedAt, revokedAt] = [
    instant('expires_at'),
    instant('last_used_at'),
    instant('revoked_at'),
  ];
  return {
    id: String(row['id']),
    name: String(row['name']),
    roles: JSON.parse(String(row['roles'])) as string[],
    hash: typeof row['hash'] === 'string' ? row['hash'] : null,
    createdAt: new Date(Number(row['created_at'])),
    ...(expiresAt && { expiresAt }),
    ...(lastUsedAt && { lastUsedAt }),
    ...(revokedAt && { revokedAt }),
  };
}
