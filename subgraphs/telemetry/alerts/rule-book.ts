import { IzaError } from '#kernel/errors.ts';
import type { AlertBook } from './alert-book.ts';
import { DEFAULT_RULES, type AlertRule } from './alert-rule.ts';

export type RulePatch = Partial<Pick<AlertRule, 'threshold' | 'forSeconds' | 'severity' | 'enabled'>>;

/** The rules in force: the defaults with the changes that the history knows. */
export class RuleBook {
  readonly #book: AlertBook;
  readonly #rules: Map<string, AlertRule>;
  readonly #listeners = new Set<() => void>();

  constructor(book: AlertBook, defaults: readonly AlertRule[] = DEFAULT_RULES) {
    this.#book = book;
    this.#rules = new Map(defaults.map((rule) => [rule.name, rule]));
  }

  async load(): Promise<void> {
    for (const { entry } of await this.#book.history.readRules()) {
      const rule = entry.kind === 'rule' ? this.#rules.get(entry.rule.name) : undefined;
      // A rule of an earlier version that is no more is left alone.
      if (rule && entry.kind === 'rule') this.#rules.set(rule.name, { ...rule, ...entry.rule });
    }
  }

  /** Sorted by name. */
  rules(): readonly AlertRule[] {
    return [...this.#rules.values()].sort((left, right) => (left.name < right.name ? -1 : 1));
  }

  /** The rule as it would be; NOT_FOUND, BAD_USER_INPUT. */
  preview(name: string, patch: RulePatch): AlertRule {
    const rule = this.#rules.get(name);
    if (!rule)
      throw new IzaError('NOT_FOUND', 'There is no rule of that name; see alertRules.', {
        field: 'input.name',
      });
    if (patch.threshold !== undefined && rule.threshold === null) {
      throw new IzaError('BAD_USER_INPUT', `${rule.name} looks at a state and has no threshold.`, {
        field: 'input.threshold',
      });
    }
    return { ...rule, ...patch };
  }

  /** Durable once it resolves, and in force. */
  async update(name: string, patch: RulePatch): Promise<AlertRule> {
    const { threshold, forSeconds, severity, enabled } = this.preview(name, patch);
    await this.#book.keep({ kind: 'rule', rule: { name, threshold, forSeconds, severity, enabled } });
    const rule = this.preview(name, patch);
    this.#rules.set(name, rule);
    for (const listener of this.#listeners) listener();
    return rule;
  }

  onChange(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}
