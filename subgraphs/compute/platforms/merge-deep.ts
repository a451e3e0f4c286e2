import { IzaError } from '#kernel/errors.ts';

type JsonObject = Readonly<Record<string, unknown>>;

/**
 * `over` laid over `base`: objects are joined member by member, anything else replaces. An engine may read member names without regard to
 * letter case, so a name that differs only by case from another one is refused: two readers must not see two requests.
 */
export function mergeDeep(
  base: JsonObject,
  over: JsonObject,
  path = 'input.native',
): Record<string, unknown> {
  const merged = new Map(Object.entries(base));
  const spelling = new Map(Object.keys(base).map((key) => [key.toLowerCase(), key]));
  for (const [key, value] of Object.entries(over)) {
    const field = `${path}.${key}`;
    const known = spelling.get(key.toLowerCase());
    if ((known !== undefined && known !== key) || key === '__proto__') {
      throw new IzaError(
        'BAD_USER_INPUT',
        `${field} is not a member's name${known ? `; write ${known}` : ''}.`,
        { field },
      );
    }
    spelling.set(key.toLowerCase(), key);
    const below = merged.get(key);
    merged.set(key, isObject(value) ? mergeDeep(isObject(below) ? below : {}, value, field) : value);
  }
  return Object.fromEntries(merged);
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
