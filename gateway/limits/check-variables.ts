import { IzaError } from '#kernel/errors.ts';
import type { Limits } from './limits.ts';

/** Throws BODY_TOO_LARGE when what a request holds besides its document is over the limit; `length` may count a little more than the variables. */
export function checkVariablesLength(
  length: number,
  { variablesLength }: Pick<Limits, 'variablesLength'>,
): void {
  if (length <= variablesLength) return;
  throw new IzaError('BODY_TOO_LARGE', `variables are larger than ${variablesLength} characters.`, {
    field: 'variables',
    data: { limit: 'variablesLength', maximum: variablesLength },
  });
}
