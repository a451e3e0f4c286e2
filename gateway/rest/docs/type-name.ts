import { html } from './html.ts';
import type { Html } from './html.ts';
import type { Json } from './document.ts';

/** A schema in short: `string`, `Container[]`, with links to components. */
export function typeName(schema: Json): Html {
  const reference = schema['$ref'];
  if (typeof reference === 'string') {
    const name = reference.split('/').at(-1)!;
    return html`<a href="#schema-${name}">${name}</a>`;
  }
  const alternatives = schema['anyOf'];
  if (Array.isArray(alternatives))
    return html`${(alternatives as Json[]).filter(({ type }) => type !== 'null').map(typeName)} or null`;
  if (schema['contentSchema'] !== undefined)
    return html`events of ${typeName(schema['contentSchema'] as Json)}`;
  const types = [schema['type'] ?? 'any'].flat().map(String);
  const suffix = types.includes('null') && types.length > 1 ? ' or null' : '';
  const [first = 'any'] = types;
  if (first === 'array') return html`${typeName((schema['items'] ?? {}) as Json)}[]${suffix}`;
  const format = typeof schema['format'] === 'string' && first === 'string' ? ` (${schema['format']})` : '';
  return html`${types.filter((type) => type !== 'null').join(' or ')}${format}${suffix}`;
}
