import { coerceInputValue, isRequiredArgument } from 'graphql';
import { IzaError } from '#kernel/errors.ts';
import type { Route } from './derive-routes.ts';

const MAX_VIOLATIONS = 20;

/**
 * Judges arguments by the schema's types, so that what is wrong is told in words of REST: by member of the body, not by variable. Throws
 * BAD_USER_INPUT with the first fault, and all of them as `violations` when there are several. Custom scalars are left to the graph.
 */
export function checkArguments({ field, input }: Route, variables: Readonly<Record<string, unknown>>): void {
  const violations: { readonly field: string; readonly detail: string }[] = [];
  for (const argument of field.args) {
    const { name, type } = argument;
    const value = variables[name];
    if (value === undefined) {
      if (isRequiredArgument(argument)) violations.push({ field: name, detail: `${name} is needed.` });
      continue;
    }
    const prefix = argument === input?.argument ? [] : [name];
    coerceInputValue(value, type, (path, _value, error) => {
      // A missing or unknown member is told at the object above it.
      const member = /^Field "([^"]+)"/.exec(error.message)?.[1];
      const place = [...prefix, ...path, ...(member === undefined ? [] : [member])].join('.');
      if (violations.length < MAX_VIOLATIONS)
        violations.push({ field: place, detail: detailOf(error.message, place) });
    });
  }
  const [first] = violations;
  if (!first) return;
  throw new IzaError('BAD_USER_INPUT', first.detail, {
    field: first.field,
    ...(violations.length > 1 && { data: { violations } }),
  });
}

function detailOf(message: string, place: string): string {
  if (/is not defined by type/.test(message)) return `There is no member ${place}.${hintOf(message)}`;
  if (/was not provided/.test(message)) return `${place} is needed.`;
  return place === '' ? message : `${place}: ${message}`;
}

function hintOf(message: string): string {
  const hint = /Did you mean .*$/.exec(message);
  return hint ? ` ${hint[0]}` : '';
}
