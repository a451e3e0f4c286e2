import type { PolicyLimits } from './policy-limits.ts';
import type { RuleName } from './rules.ts';

/** Where in a request a check is, and what it needs to judge. */
export interface Place {
  /** `HostConfig.Mounts[0].Source`. */
  readonly path: string;
  readonly limits: PolicyLimits;
  /** Paths in the request are paths of this machine. */
  readonly localPaths: boolean;
  readonly report: (rule: RuleName, setting: string, message: string) => void;
}

/** Judges one value; reports what is against it. Never throws, whatever the value. */
export type Check = (value: unknown, place: Place) => void;

/**
 * An object whose members are all known. Names are compared exactly: the engine's JSON reader ignores letter case, so a name in another
 * case is an unknown one. A member that is absent or null is the engine's default.
 */
export function object(members: Readonly<Record<string, Check>>): Check {
  return (value, place) => {
    if (value === null || value === undefined) return;
    if (typeof value !== 'object' || Array.isArray(value)) return malformed(place, 'an object');
    for (const [name, member] of Object.entries(value)) {
      const inner = within(place, name);
      const check = Object.hasOwn(members, name) ? members[name] : undefined;
      if (!check)
        inner.report(
          'unknown-setting',
          inner.path,
          `${inner.path} is not known to the policy; leave it out.`,
        );
      else if (member !== null && member !== undefined) check(member, inner);
    }
  };
}

/** An object whose member names are data. */
export function mapOf(check: Check): Check {
  return (value, place) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value))
      return malformed(place, 'an object');
    for (const [name, member] of Object.entries(value)) check(member, within(place, name));
  };
}

export function listOf(check: Check): Check {
  return (value, place) => {
    if (!Array.isArray(value)) return malformed(place, 'a list');
    for (const [index, item] of value.entries()) check(item, { ...place, path: `${place.path}[${index}]` });
  };
}

export const text: Check = (value, place) => {
  if (typeof value !== 'string') malformed(place, 'text');
};

export const flag: Check = (value, place) => {
  if (typeof value !== 'boolean') malformed(place, 'true or false');
};

export const whole: Check = (value, place) => {
  if (typeof value !== 'bigint' && !Number.isInteger(value)) malformed(place, 'a whole number');
};

/** The engine takes one text for a list of one. */
export const words: Check = (value, place) => {
  if (typeof value !== 'string') listOf(text)(value, place);
};

/** A value that asks for nothing: `{}` as in ExposedPorts. */
export const nothing: Check = (value, place) => {
  if (!isEmpty(value)) malformed(place, 'an empty object');
};

/** A text that is one of `allowed`; empty is the engine's default. */
export function oneOf(allowed: readonly string[], rule: RuleName, remedy: string): Check {
  return (value, place) => {
    if (typeof value !== 'string') return malformed(place, 'text');
    if (value !== '' && !allowed.includes(value))
      place.report(rule, place.path, `${place.path} ${quoted(value)}: ${remedy}`);
  };
}

/** Nothing but the engine's default: empty, false, 0. */
export function denied(rule: RuleName, remedy: string): Check {
  return (value, place) => {
    if (!isEmpty(value)) place.report(rule, place.path, `${place.path}: ${remedy}`);
  };
}

/** Each member of an object of options is one of `allowed`, with a value that its check accepts. */
export function options(allowed: Readonly<Record<string, Check>>, rule: RuleName, remedy: string): Check {
  return (value, place) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value))
      return malformed(place, 'an object');
    for (const [name, member] of Object.entries(value)) {
      const inner = within(place, name);
      const check = Object.hasOwn(allowed, name) ? allowed[name] : undefined;
      if (check) check(member, inner);
      else inner.report(rule, inner.path, `${inner.path}: ${remedy}`);
    }
  };
}

function within(place: Place, name: string): Place {
  // A name that is data may hold anything; a path stays readable.
  const shown = /^[\w./:-]{1,100}$/.test(name) ? name : quoted(name);
  const path =
    place.path === ''
      ? shown
      : shown === name && /^\w+$/.test(name)
        ? `${place.path}.${shown}`
        : `${place.path}[${shown}]`;
  return { ...place, path };
}

export function malformed(place: Place, wanted: string): void {
  place.report('malformed-setting', place.path, `${place.path || 'The request'} must be ${wanted}.`);
}

export function isEmpty(value: unknown): boolean {
  if (value === null || value === undefined || value === false || value === 0 || value === '') return true;
  return typeof value === 'object' && Object.keys(value).length === 0;
}

export function quoted(value: string): string {
  return JSON.stringify(value.length > 120 ? `${value.slice(0, 120)}…` : value);
}
