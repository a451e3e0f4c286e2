import { IzaError } from '#kernel/errors.ts';
import {
  fromTransition,
  toTransition,
  type Acknowledgement,
  type Alert,
  type HistoryEntry,
} from './alert.ts';
import type { AlertHistory, HistoryRecord } from './alert-history.ts';

/** An alert at one transition, and its place in the history. */
export interface AlertEvent {
  readonly sequence: number;
  readonly alert: Alert;
}

export type NewTransition = Omit<Alert, 'position' | 'acknowledgement'>;

/** Alerts kept in memory for queries; the history keeps all. */
const KEPT = 5_000;
/** Records read at start: every alert has at most a few. */
const READ_AT_START = 10_000;

/**
 * All alerts that are firing and the newest of those that are resolved. What it tells is in the history already: a transition is
 * appended, then shown, then delivered.
 */
export class AlertBook {
  readonly #open: () => Promise<AlertHistory>;
  #history: AlertHistory | undefined;
  readonly #alerts = new Map<string, Alert>();
  readonly #unresolved = new Map<string, Map<string, Alert>>();
  readonly #listeners = new Set<(event: AlertEvent) => void>();
  #lastPosition = 0;
  #lastSequence = 0;
  #doubtful = false;
  #writing: Promise<unknown> = Promise.resolve();

  /** `open` is called by `load`. */
  constructor(open: () => Promise<AlertHistory>) {
    this.#open = open;
  }

  /** SUBGRAPH_UNAVAILABLE before it is loaded. */
  get history(): AlertHistory {
    if (this.#history) return this.#history;
    throw new IzaError('SUBGRAPH_UNAVAILABLE', 'The history of alerts is not open.');
  }

  /** Opens the history and takes in what it knows. */
  async load(): Promise<void> {
    this.#history ??= await this.#open();
    const records = await this.history.readNewest(READ_AT_START);
    const acknowledgements = new Map<string, Acknowledgement>();
    for (const { entry } of records) {
      if (entry.kind === 'acknowledgement' && !acknowledgements.has(entry.alertId)) {
        acknowledgements.set(entry.alertId, { at: new Date(entry.at), by: entry.by });
      }
    }
    for (const { entry } of records.toReversed()) {
      if (entry.kind !== 'transition') continue;
      this.#show(fromTransition(entry, acknowledgements.get(entry.alert.id) ?? null));
      this.#lastPosition = entry.alert.position;
    }
    this.#lastSequence = records[0]?.sequence ?? 0;
  }

  /** Place of the newest record. */
  get lastSequence(): number {
    return this.#lastSequence;
  }

  alerts(): readonly Alert[] {
    return [...this.#alerts.values()];
  }

  get(id: string): Alert | undefined {
    return this.#alerts.get(id);
  }

  /** Alerts that are not resolved, of all objects or of the one with this global id. */
  unresolved(subjectId?: string): readonly Alert[] {
    if (subjectId !== undefined) return [...(this.#unresolved.get(subjectId)?.values() ?? [])];
    return Array.from(this.#unresolved.values(), (alerts) => [...alerts.values()]).flat();
  }

  /** Keeps a transition; resolves to the alert after it. Transitions are kept in the order of the calls. */
  record(transition: NewTransition): Promise<Alert> {
    return this.#inTurn(async () => {
      const kept = await this.#findDoubtful(transition);
      const acknowledgement = this.#alerts.get(transition.id)?.acknowledgement ?? null;
      const alert = kept?.alert ?? { ...transition, position: this.#lastPosition + 1, acknowledgement };
      const sequence = kept?.sequence ?? (await this.#append(toTransition(alert))).sequence;
      this.#lastPosition = alert.position;
      this.#show(alert);
      for (const listener of this.#listeners) listener({ sequence, alert });
      return alert;
    });
  }

  /** NOT_FOUND for an unknown alert. A second acknowledgement replaces the first. */
  acknowledge(id: string, acknowledgement: Acknowledgement): Promise<Alert> {
    return this.#inTurn(async () => {
      this.#require(id);
      const { at, by } = acknowledgement;
      await this.#append({ kind: 'acknowledgement', alertId: id, at: at.toISOString(), by });
      const alert = { ...this.#require(id), acknowledgement };
      this.#show(alert);
      return alert;
    });
  }

  /** Keeps a change of a rule. */
  keep(entry: HistoryEntry): Promise<void> {
    return this.#inTurn(async () => {
      await this.#append(entry);
    });
  }

  /** Calls `listener` for every later transition, in order, once it is kept; returns how to stop. It must not throw. */
  onEvent(listener: (event: AlertEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Waits for what is being kept. */
  async settled(): Promise<void> {
    await this.#writing.catch(() => undefined);
  }

  /** Waits for what is being kept, then lets go of the history. */
  async close(): Promise<void> {
    await this.settled();
    await this.#history?.close();
  }

  #require(id: string): Alert {
    const alert = this.#alerts.get(id);
    if (!alert) throw new IzaError('NOT_FOUND', 'There is no such alert.', { field: 'input.id' });
    return alert;
  }

  async #append(entry: HistoryEntry): Promise<HistoryRecord> {
    try {
      const record = await this.history.append(entry);
      this.#lastSequence = record.sequence;
      return record;
    } catch (error) {
      this.#doubtful = true;
      throw error;
    }
  }

  /** After an append failed its record may be there all the same: looked up, so that nothing is kept twice and no position is lost. */
  async #findDoubtful({ id, state }: NewTransition): Promise<AlertEvent | undefined> {
    if (!this.#doubtful) return undefined;
    const records = await this.history.readAfter(this.#lastSequence, READ_AT_START);
    this.#doubtful = false;
    let found: AlertEvent | undefined;
    for (const { sequence, entry } of records) {
      this.#lastSequence = sequence;
      if (entry.kind !== 'transition') continue;
      const alert = fromTransition(entry, this.#alerts.get(entry.alert.id)?.acknowledgement ?? null);
      if (alert.id === id && alert.state === state) found = { sequence, alert };
      else this.#takeIn({ sequence, alert });
      this.#lastPosition = alert.position;
    }
    return found;
  }

  #takeIn(event: AlertEvent): void {
    this.#show(event.alert);
    for (const listener of this.#listeners) listener(event);
  }

  #show(alert: Alert): void {
    // To the end: the oldest transitions are let go of first.
    this.#alerts.delete(alert.id);
    this.#alerts.set(alert.id, alert);
    const { id } = alert.subject;
    const open = this.#unresolved.get(id) ?? new Map<string, Alert>();
    if (alert.state === 'FIRING') this.#unresolved.set(id, open.set(alert.id, alert));
    else if (open.delete(alert.id) && open.size === 0) this.#unresolved.delete(id);
    if (this.#alerts.size <= KEPT) return;
    for (const [oldId, old] of this.#alerts) {
      if (old.state !== 'RESOLVED') continue;
      this.#alerts.delete(oldId);
      return;
    }
  }

  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#writing.then(work, work);
    this.#writing = done.catch(() => undefined);
    return done;
  }
}
