import { curlOf } from './curl-example.ts';
import { resolve } from './document.ts';
import type { Json, Operation } from './document.ts';
import { html, prose } from './html.ts';
import type { Html } from './html.ts';
import { typeName } from './type-name.ts';
import { STYLE } from './style.ts';

/** The OpenAPI document as one page of HTML: no scripts, nothing from elsewhere. */
export function renderReference(document: Json): string {
  const info = document['info'] as {
    readonly title: string;
    readonly version: string;
    readonly description: string;
  };
  const groups = groupsOf(document);
  const page = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${info.title} REST ${info.version}</title>
        ${{ html: `<style>${STYLE}</style>` }}
      </head>
      <body>
        <nav>
          <h1>${info.title}</h1>
          <p>REST ${info.version} · <a href="openapi.json">openapi.json</a></p>
          ${groups.map(navigationOf)}
          <h2>Schemas</h2>
          <ul>
            ${schemasOf(document).map(([name]) => html`<li><a href="#schema-${name}">${name}</a></li>`)}
          </ul>
        </nav>
        <main>
          <h1>${info.title} REST</h1>
          ${prose(info.description)}${groups.map((group) => groupOf(group, document))}
          <h2 class="tag" id="schemas">Schemas</h2>
          ${schemasOf(document).map(([name, schema]) => schemaOf(name, schema))}
        </main>
      </body>
    </html>`;
  return page.html;
}

interface Group {
  readonly tag: string;
  readonly operations: readonly Operation[];
}

function groupsOf(document: Json): readonly Group[] {
  const [server] = document['servers'] as readonly { readonly url: string }[];
  const byTag = new Map<string, Operation[]>();
  for (const [path, methods] of Object.entries(document['paths'] as Record<string, Record<string, Json>>)) {
    for (const [method, operation] of Object.entries(methods)) {
      const [tag = ''] = operation['tags'] as readonly string[];
      byTag.set(tag, [
        ...(byTag.get(tag) ?? []),
        { method: method.toUpperCase(), path: `${server?.url ?? ''}${path}`, operation },
      ]);
    }
  }
  return [...byTag]
    .map(([tag, operations]) => ({ tag, operations }))
    .toSorted((left, right) => (left.tag < right.tag ? -1 : 1));
}

function navigationOf({ tag, operations }: Group): Html {
  return html`<h2>${tag}</h2>
    <ul>
      ${operations.map(
        ({ method, path, operation }) =>
          html`<li>
            <a href="#${String(operation['operationId'])}"
              >${methodMark(method)}<span>${path.replace(/^\/iza\/api\/v1/, '')}</span></a
            >
          </li>`,
      )}
    </ul>`;
}

function groupOf({ tag, operations }: Group, document: Json): Html {
  return html`<h2 class="tag">${tag}</h2>
    ${operations.map((operation) => operationOf(operation, document))}`;
}

function operationOf(given: Operation, document: Json): Html {
  const { method, path, operation } = given;
  const body = operation['requestBody'] as
    | { readonly content: Record<string, { readonly schema: Json }> }
    | undefined;
  return html`<article id="${String(operation['operationId'])}">
    <h3>${methodMark(method)} ${path}</h3>
    ${prose(String(operation['description']))} ${parameterTable(operation, document)}
    ${body && html`<p class="facts">Body: ${typeName(body.content['application/json']!.schema)}</p>`}
    <pre><code>${curlOf(given, document)}</code></pre>
    <details>
      <summary>Answers</summary>
      ${responseTable(operation, document)}
    </details>
  </article>`;
}

function parameterTable(operation: Json, document: Json): Html | undefined {
  const parameters = ((operation['parameters'] ?? []) as readonly Json[]).map((parameter) =>
    resolve(parameter, document),
  );
  if (parameters.length === 0) return undefined;
  const main = parameters.filter(({ name }) => !String(name).includes('.'));
  const dotted = parameters.filter(({ name }) => String(name).includes('.'));
  return html`${rowsOf(main)}${
    dotted.length > 0
      ? html`<details>
          <summary>${dotted.length} parameters in dotted notation</summary>
          ${rowsOf(dotted)}
        </details>`
      : undefined
  }`;
}

function rowsOf(parameters: readonly Json[]): Html {
  return html`<table>
    <thead>
      <tr>
        <th>Parameter</th>
        <th>In</th>
        <th>Type</th>
        <th>Meaning</th>
      </tr>
    </thead>
    <tbody>
      ${parameters.map((parameter) => {
        const content = parameter['content'] as Record<string, { readonly schema: Json }> | undefined;
        const schema = (parameter['schema'] ?? content?.['application/json']?.schema ?? {}) as Json;
        return html`<tr>
          <td><code>${String(parameter['name'])}</code> ${requiredMark(parameter['required'] === true)}</td>
          <td>${String(parameter['in'])}</td>
          <td>${typeName(schema)}${content ? ' as JSON' : ''}</td>
          <td>${meaningOf(parameter, schema)}</td>
        </tr>`;
      })}
    </tbody>
  </table>`;
}

function responseTable(operation: Json, document: Json): Html {
  const responses = Object.entries(operation['responses'] as Record<string, Json>);
  return html`<table>
    <thead>
      <tr>
        <th>Status</th>
        <th>Type</th>
        <th>Meaning</th>
      </tr>
    </thead>
    <tbody>
      ${responses.map(([status, given]) => {
        const response = resolve(given, document);
        const content = Object.entries(
          (response['content'] ?? {}) as Record<string, { readonly schema: Json }>,
        );
        return html`<tr>
          <td>${status}</td>
          <td>
            ${content.map(([type, { schema }]) => html`${typeName(schema)} <span class="facts">${type}</span>`)}
          </td>
          <td>${prose(String(response['description']))}</td>
        </tr>`;
      })}
    </tbody>
  </table>`;
}

function schemaOf(name: string, schema: Json): Html {
  const properties = Object.entries((schema['properties'] ?? {}) as Record<string, Json>);
  const required = new Set((schema['required'] ?? []) as readonly string[]);
  return html`<article id="schema-${name}">
    <h3>${name}</h3>
    ${prose(textOf(schema['description']))}${
      properties.length > 0
        ? html`<table>
            <tbody>
              ${properties.map(
                ([member, given]) =>
                  html`<tr>
                    <td><code>${member}</code> ${requiredMark(required.has(member))}</td>
                    <td>${typeName(given)}</td>
                    <td>${meaningOf(given, given)}</td>
                  </tr>`,
              )}
            </tbody>
          </table>`
        : undefined
    }
  </article>`;
}

function meaningOf({ description }: Json, { default: standard }: Json): Html {
  return html`${prose(textOf(description))}${standard === undefined ? undefined : html`<p class="facts">Default: <code>${JSON.stringify(standard)}</code></p>`}`;
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function methodMark(method: string): Html {
  return html`<span class="method ${method.toLowerCase()}">${method}</span>`;
}

function requiredMark(isRequired: boolean): Html | undefined {
  return isRequired ? html`<span class="required">needed</span>` : undefined;
}

function schemasOf(document: Json): readonly (readonly [string, Json])[] {
  return Object.entries((document['components'] as { readonly schemas: Record<string, Json> }).schemas);
}
