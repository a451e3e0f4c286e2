import { createHash } from 'node:crypto';

const WITHHELD = '(withheld)';

/**
 * A mutation's input as it may be kept in the audit trail: values of environment variables and build arguments are withheld, text for a
 * program's input and build contexts are named by size (and digest, where the same content should be recognised).
 */
export function withholdInput(input: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(input).map(([name, value]) => [name, withhold(name, value)]));
}

function withhold(name: string, value: unknown): unknown {
  if (value === null || value === undefined) return value;
  switch (name) {
    case 'environment':
    case 'buildArguments':
      return (value as readonly { readonly name: string }[]).map((variable) => ({
        name: variable.name,
        value: WITHHELD,
      }));
    case 'stdin':
    case 'contextTar':
    case 'dockerfileText':
      return describe(value as string);
    case 'native':
      return withoutEnvironment(value);
    default:
      return value;
  }
}

function describe(text: string): string {
  return `(${Buffer.byteLength(text)} bytes, sha256:${createHash('sha256').update(text).digest('hex')})`;
}

/** The platform's own settings: variables keep their names, members named like a credential lose their value. */
function withoutEnvironment(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutEnvironment);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => {
      if (key.toLowerCase() === 'env' && Array.isArray(inner))
        return [key, inner.map((entry) => `${String(entry).split('=', 1)[0]}=${WITHHELD}`)];
      if (
        /pass(word|wd|phrase)?|secret|token|credential|api[-_]?key|options|driveropts/i.test(key) &&
        key !== 'VolumeOptions'
      )
        return [key, WITHHELD];
      return [key, withoutEnvironment(inner)];
    }),
  );
}
