import { randomUUID } from 'node:crypto';
import { encodeId } from '#kernel/ids.ts';
import type { Log } from '#kernel/log.ts';
import type { Alert, Subject } from './alert.ts';
import type { AlertBook, NewTransition } from './alert-book.ts';
import type { AlertRule } from './alert-rule.ts';
import type { RuleBook } from './rule-book.ts';
import { SIGNALS, type Observation, type World } from './signals.ts';

export interface AlertClock {
  now(): Date;
  /** Never jumps, ms. */
  monotonicMs(): number;
}

export interface AlertEngineOptions {
  readonly world: World;
  readonly book: AlertBook;
  readonly rules: RuleBook;
  readonly log: Log;
  readonly clock?: AlertClock;
}

/** A figure below its threshold must stay there for so long before its alert ends. */
const CLEAR_MS = 10_000;
/** After a start a subject may be unknown for so long before its alert counts as out of date. */
const MISSING_MS = 15_000;

/** How far one rule is with one subject. */
interface Progress {
  readonly rule: string;
  readonly subject: Subject;
  /** The alert that is firing. */
  alert?: Alert | undefined;
  /** Since when the condition holds, or (with an alert) does not. */
  since?: number | undefined;
  /** Id of the alert it is about to raise: one that could not be kept is tried again under the same id. */
  firingId?: string;
  /** Its alert was raised by an earlier process and its subject was not seen yet. */
  adopted: boolean;
  storing: boolean;
}

/**
 * Compares rules with what is known and raises and ends alerts. Each step looks at everything anew, so nothing depends on a message that
 * could be missed; a transition that could not be kept is tried again at the next step.
 */
export class AlertEngine {
  readonly #world: World;
  readonly #book: AlertBook;
  readonly #rules: RuleBook;
  readonly #log: Log;
  readonly #clock: AlertClock;
  readonly #progress = new Map<string, Progress>();
  #failing = false;
  readonly #startedMs: number;

  constructor(options: AlertEngineOptions) {
    this.#world = options.world;
    this.#book = options.book;
    this.#rules = options.rules;
    this.#log = options.log;
    this.#clock = options.clock ?? { now: () => new Date(), monotonicMs: () => performance.now() };
    this.#startedMs = this.#clock.monotonicMs();
  }

  /** One step. Transitions are kept in the background; `settled` of the book waits for them. */
  evaluate(): void {
    this.#adopt();
    const seen = new Set<string>();
    for (const rule of this.#rules.rules()) {
      const signal = rule.enabled ? SIGNALS[rule.signal] : undefined;
      if (!signal) continue;
      const holdMs = signal.windowed ? 0 : rule.forSeconds * 1000;
      const clearMs = signal.kind === 'THRESHOLD' && !signal.windowed ? CLEAR_MS : 0;
      for (const observation of signal.observe(this.#world, rule)) {
        seen.add(keyOf(rule.name, observation.subject));
        this.#step(rule, observation, { holdMs, clearMs });
      }
    }
    for (const [key, progress] of this.#progress) if (!seen.has(key)) this.#leave(key, progress);
  }

  /** Takes over alerts that it did not raise: of an earlier process, or kept although the store said otherwise. */
  #adopt(): void {
    for (const alert of this.#book.unresolved()) {
      const { rule, subject } = alert;
      const key = keyOf(rule, subject);
      if (!this.#progress.has(key))
        this.#progress.set(key, { rule, subject, alert, adopted: true, storing: false });
    }
  }

  #step(
    rule: AlertRule,
    observation: Observation,
    { holdMs, clearMs }: { readonly holdMs: number; readonly clearMs: number },
  ): void {
    const { subject, verdict } = observation;
    const key = keyOf(rule.name, subject);
    const progress = this.#progress.get(key);
    if (verdict === 'UNKNOWN') {
      if (progress) progress.since = undefined;
      if (progress && !progress.alert && !progress.storing) this.#progress.delete(key);
      return;
    }
    if (progress) progress.adopted = false;
    if (progress?.storing) return;
    const now = this.#clock.monotonicMs();
    if (progress?.alert) {
      if (verdict !== 'CLEAR') progress.since = undefined;
      else if (now - (progress.since ??= now) >= clearMs) this.#resolve(key, progress, observation.value);
      return;
    }
    if (verdict !== 'HOLDS') {
      this.#progress.delete(key);
      return;
    }
    const begun: Progress = progress ?? {
      rule: rule.name,
      subject,
      since: now,
      adopted: false,
      storing: false,
    };
    this.#progress.set(key, begun);
    if (now - (begun.since ?? now) >= holdMs) this.#fire(begun, rule, observation);
  }

  /** No signal speaks of the subject any more: it stopped, is gone, or the rule was switched off. */
  #leave(key: string, progress: Progress): void {
    if (progress.storing) return;
    if (!progress.alert) {
      this.#progress.delete(key);
      return;
    }
    const ruleInForce = this.#rules.rules().some(({ name, enabled }) => name === progress.rule && enabled);
    if (ruleInForce && this.#mayReturn(progress)) return;
    this.#resolve(key, progress, undefined);
  }

  #mayReturn({ subject, adopted }: Progress): boolean {
    const endpoint = this.#world.platforms.endpoints.find(({ name }) => name === subject.endpoint);
    if (!endpoint) return false;
    if (subject.type !== 'ENDPOINT' && endpoint.state.status !== 'LIVE') return true;
    return adopted && this.#clock.monotonicMs() - this.#startedMs < MISSING_MS;
  }

  #fire(progress: Progress, rule: AlertRule, { subject, value, says }: Observation): void {
    const held =
      rule.threshold !== null && rule.forSeconds > 0 && !SIGNALS[rule.signal]?.windowed
        ? ` for ${rule.forSeconds} s`
        : '';
    const lastedMs = this.#clock.monotonicMs() - (progress.since ?? this.#clock.monotonicMs());
    this.#keep(progress, {
      id: (progress.firingId ??= encodeId('Alert', 'izaos', randomUUID())),
      rule: rule.name,
      severity: rule.severity,
      state: 'FIRING',
      summary: `${subject.name} ${says}${held}.`,
      value: rule.threshold === null ? null : (value ?? null),
      threshold: rule.threshold,
      startedAt: new Date(this.#clock.now().getTime() - lastedMs),
      resolvedAt: null,
      subject,
    });
  }

  #resolve(key: string, progress: Progress, value: number | undefined): void {
    const { position: _, acknowledgement: __, ...alert } = progress.alert!;
    const ended = { ...alert, state: 'RESOLVED' as const, resolvedAt: this.#clock.now() };
    this.#keep(progress, { ...ended, value: alert.threshold === null ? null : (value ?? alert.value) }, key);
  }

  #keep(progress: Progress, transition: NewTransition, endedKey?: string): void {
    progress.storing = true;
    void this.#record(progress, transition, endedKey);
  }

  async #record(progress: Progress, transition: NewTransition, endedKey: string | undefined): Promise<void> {
    try {
      progress.alert = await this.#book.record(transition);
      progress.since = undefined;
      if (endedKey !== undefined) this.#progress.delete(endedKey);
      this.#failing = false;
      const { rule, state, subject } = transition;
      this.#log.info('alert', { rule, state, subject: subject.name });
    } catch (error) {
      if (!this.#failing) this.#log.error('alerts cannot be kept; trying again', { error });
      this.#failing = true;
    } finally {
      progress.storing = false;
    }
  }
}

function keyOf(rule: string, { type, id, part }: Subject): string {
  return `${rule}\0${type}\0${id}\0${part}`;
}
