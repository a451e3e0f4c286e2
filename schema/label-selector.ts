import { IzaError } from '#kernel/errors.ts';

/**
 * A label selector in Kubernetes' notation as a predicate: `app=web,tier in (front,back),env!=prod,team,!debug`.
 * https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#label-selectors
 */
export function parseLabelSelector(
  selector: string,
  field = 'where.labels',
): (labels: Readonly<Record<string, string>>) => boolean {
  const requirements = splitTop(selector).map((text) => parseRequirement(text.trim(), field));
  return (labels) => requirements.every((holds) => holds(labels));
}

type Requirement = (labels: Readonly<Record<string, string>>) => boolean;

const KEY = String.raw`[A-Za-z0-9](?:[\w./-]*[A-Za-z0-9])?`;
const SET = new RegExp(String.raw`^(${KEY})\s+(in|notin)\s*\(([^()]*)\)$`);
const EQUALITY = new RegExp(String.raw`^(${KEY})\s*(==|=|!=)\s*(.*)$`, 's');
const EXISTENCE = new RegExp(String.raw`^(!?)\s*(${KEY})$`);

function parseRequirement(text: string, field: string): Requirement {
  const set = SET.exec(text);
  if (set) {
    const [, key, verb, list] = set;
    const values = new Set(list!.split(',').map((value) => value.trim()));
    return verb === 'in'
      ? (labels) => has(labels, key!) && values.has(labels[key!]!)
      : (labels) => !has(labels, key!) || !values.has(labels[key!]!);
  }
  const equality = EQUALITY.exec(text);
  if (equality) {
    const [, key, operator, value] = equality;
    return operator === '!='
      ? (labels) => !has(labels, key!) || labels[key!] !== value!.trim()
      : (labels) => has(labels, key!) && labels[key!] === value!.trim();
  }
  const existence = EXISTENCE.exec(text);
  if (existence) {
    const [, not, key] = existence;
    return not ? (labels) => !has(labels, key!) : (labels) => has(labels, key!);
  }
  throw new IzaError(
    'BAD_USER_INPUT',
    `${field}: "${text.slice(0, 80)}" is not a label requirement such as app=web or tier in (a,b).`,
    { field },
  );
}

function has(labels: Readonly<Record<string, string>>, key: string): boolean {
  return Object.hasOwn(labels, key);
}

/** Splits at commas that are not inside parentheses. */
function splitTop(text: string): string[] {
  return text.split(/,(?![^(]*\))/);
}
