/** One record of a journal as it is on disk. */
export interface JournalRecord {
  /** Position: begins at 1, grows without gaps. */
  readonly sequence: number;
  /** When it was appended. */
  readonly at: Date;
  /** What was appended: JSON. */
  readonly entry: unknown;
  /** What it is found by. */
  readonly keys: readonly string[];
  /** Sequence of the record that this one amends. */
  readonly amends?: number;
  /** SHA-256, hex; over the record before too when the journal is chained. */
  readonly hash: string;
}

/** A record and the newest of those that amend it. */
export interface AmendedRecord extends JournalRecord {
  readonly amendment?: JournalRecord;
}

export interface Appended {
  readonly sequence: number;
  readonly at: Date;
  readonly hash: string;
}

export interface AppendOptions {
  /** What the record can be found by later: `target:ID`. At most 256 of at most 1,024 characters. */
  readonly keys?: readonly string[];
  /** Sequence of an earlier record that this one completes: its keys count for that record. */
  readonly amends?: number;
  /** When it happened; default now. */
  readonly at?: Date;
}

/** Which records; all given members must hold. */
export interface JournalFilter {
  /** For each test, the record (or one that amends it) has one of its keys. */
  readonly keys?: readonly KeyTest[];
  /** Later than this instant. */
  readonly since?: Date;
  /** Earlier than this instant. */
  readonly until?: Date;
}

export interface KeyTest {
  readonly anyOf: readonly string[];
  /** Or it has one of these keys and nothing amends it. */
  readonly unamended?: readonly string[];
}

export interface JournalQuery {
  readonly afterSequence?: number;
  readonly beforeSequence?: number;
  /** 1 to 10,000. */
  readonly limit: number;
  /** Default: oldest first. */
  readonly newestFirst?: boolean;
  readonly filter?: JournalFilter;
}

export interface JournalHead {
  /** 0 for an empty journal. */
  readonly sequence: number;
  /** Hash of the last record; 64 zeros for an empty journal. */
  readonly hash: string;
}

export interface JournalVerification {
  readonly intact: boolean;
  /** Records looked at. */
  readonly records: number;
  /** First sequence that is missing, doubled or does not fit its hash. */
  readonly firstBroken?: number;
  readonly head: JournalHead;
}

/**
 * A durable journal: records are appended, never changed or removed. All methods throw AUDIT_UNAVAILABLE when the store fails (disk full,
 * I/O error) or does not answer in time, SHUTTING_DOWN after `close()`.
 */
export interface Journal {
  /**
   * Resolves when the record is on the disk (fsync), not before: what was acknowledged survives a crash and a loss of power. When it
   * rejects, the record may be there all the same. Appends are written in the order of the calls. Not idempotent. 5 s.
   * `entry` is JSON of at most 1 MiB (BODY_TOO_LARGE).
   */
  append(entry: unknown, options?: AppendOptions): Promise<Appended>;
  /** Records, amending ones included. 10 s. */
  read(query: JournalQuery): Promise<readonly JournalRecord[]>;
  /** Only records that amend none, each with the newest that amends it. 10 s. */
  readAmended(query: JournalQuery): Promise<readonly AmendedRecord[]>;
  /** How many records that amend none fit. 10 s. */
  count(filter?: JournalFilter): Promise<number>;
  /** Distinct keys with this prefix, sorted, at most 10,000. 10 s. */
  keys(prefix: string): Promise<readonly string[]>;
  /** The last record. 10 s. */
  head(): Promise<JournalHead>;
  /**
   * Reads everything and recomputes every hash, without holding up appends. A cut end leaves a chain that fits: keep `head` elsewhere and
   * pass it as `expected` to notice that. 10 min, or `signal`.
   */
  verify(options?: {
    readonly expected?: JournalHead;
    readonly signal?: AbortSignal;
  }): Promise<JournalVerification>;
  /** Calls `listener` for every record appended through this journal, in order, once it is durable; returns how to stop. It must not throw. */
  listen(listener: (record: JournalRecord) => void): () => void;
  /** Waits for appends under way, then lets go of the file. Idempotent. */
  close(): Promise<void>;
}

export interface JournalOptions {
  /** Made, readable by its owner only, when it is not there; its folder must be. */
  readonly file: string;
  /** Whether each hash covers the one before: a record that was changed, removed or put in is noticed. */
  readonly chained: boolean;
  /** Replaces the deadline of an append, ms. */
  readonly appendTimeoutMs?: number;
}
