import { resolve } from './document.ts';
import type { Json, Operation } from './document.ts';

/** A call of an operation for a shell, with what it needs and nothing else. */
export function curlOf({ method, path, operation }: Operation, document: Json): string {
  const parameters = ((operation['parameters'] ?? []) as readonly Json[]).map((parameter) =>
    resolve(parameter, document),
  );
  const needed = parameters.filter(
    (parameter) => parameter['in'] === 'query' && parameter['required'] === true,
  );
  const query = needed.map(
    ({ name, schema }) => `${String(name)}=${sampleText(schema as Json | undefined, document)}`,
  );
  const place = path.replaceAll(/\{(\w+)\}/g, (_all, name: string) => (name === 'id' ? 'web' : name));
  const isOpen = Array.isArray(operation['security']);
  const isEvents = JSON.stringify(operation['responses']).includes('text/event-stream');
  const body = operation['requestBody'] as
    | { readonly content: Record<string, { readonly schema: Json }> }
    | undefined;
  const sample = body && JSON.stringify(sampleOf(body.content['application/json']!.schema, document));
  return [
    `curl ${isEvents ? '-N ' : ''}${method === 'GET' ? '' : `-X ${method} `}"$IZA_URL${place}${query.length > 0 ? `?${query.join('&')}` : ''}"`,
    ...(isOpen ? [] : ['-H "Authorization: Bearer $IZA_API_KEY"']),
    ...(sample && sample !== '{}' ? ["-H 'Content-Type: application/json'", `-d '${sample}'`] : []),
  ].join(' \\\n  ');
}

function sampleText(schema: Json | undefined, document: Json): string {
  const value = sampleOf(schema ?? {}, document);
  return encodeURIComponent(typeof value === 'string' ? value : JSON.stringify(value));
}

/** The smallest value that fits: required members only. */
function sampleOf(given: Json, document: Json): unknown {
  const schema = resolve(given, document);
  const { enum: values, properties, required, type, items } = schema;
  if (Array.isArray(values)) return (values as unknown[])[0];
  if (properties !== undefined) {
    const names = (required ?? []) as readonly string[];
    return Object.fromEntries(
      names.map((name) => [name, sampleOf((properties as Record<string, Json>)[name] ?? {}, document)]),
    );
  }
  const [kind] = [type].flat();
  if (kind === 'array') return [sampleOf((items ?? {}) as Json, document)];
  if (kind === 'boolean') return true;
  if (kind === 'integer' || kind === 'number') return 1;
  return kind === 'string' ? '…' : {};
}
