import { IzaError } from '#kernel/errors.ts';

/** `value`, or `fallback` when it is absent; BAD_USER_INPUT naming `field` outside of the range. */
export function inRange(
  value: number | null | undefined,
  {
    field,
    fallback,
    least,
    most,
  }: { readonly field: string; readonly fallback: number; readonly least: number; readonly most: number },
): number {
  const number = value ?? fallback;
  if (number >= least && number <= most) return number;
  throw new IzaError('BAD_USER_INPUT', `${field} must be between ${least} and ${most}; it is ${number}.`, {
    field,
  });
}
