import { readFileSync } from 'node:fs';
import { createConfig, lintFromString } from '@redocly/openapi-core';
import { parse, validate } from 'graphql';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DEFAULT_LIMITS } from '../limits/limits.ts';
import { buildApiSchema } from '#schema/api-schema.ts';
import { readVersion } from '../start/version.ts';
import { createContract } from './contract.ts';
import { STYLE } from './docs/style.ts';
import { SHOP, composeTestGraph } from './test-graph.ts';
import { startTestRest } from './test-rest.ts';
import type { TestRest } from './test-rest.ts';
import { RouteTable } from './route-table.ts';
import { checkStructure } from '../limits/check-structure.ts';
import { parseDocument } from '../limits/parse-document.ts';

const generated = new URL('../../schema/generated/', import.meta.url);
const supergraphSdl = readFileSync(new URL('supergraph.graphql', generated), 'utf8');
const contractOf = (sdl: string) =>
  createContract({ schema: buildApiSchema(parse(sdl)), supergraphSdl: sdl, version: readVersion() });
const contract = contractOf(supergraphSdl);
const claims = contract.routes.map(({ method, path }) => `${method} ${path}`);

describe('the routes of IzaOS', () => {
  test.each([
    ['POST /containers', 'Mutation.containerCreate'],
    ['GET /containers', 'Query.containers'],
    ['GET /containers/{id}', 'Query.container'],
    ['DELETE /containers/{id}', 'Mutation.containerRemove'],
    ['PUT /containers/{id}/config', 'Mutation.containerUpdate'],
    ['GET /system/status', 'Query.system'],
    ['POST /system/configure', 'Mutation.systemConfigure'],
    ['GET /system/metrics', 'Query.systemMetrics'],
    ['POST /system/maintenance', 'Mutation.systemMaintenance'],
  ])('%s is %s', (claim, coordinate) => {
    expect(contract.routes.find(({ method, path }) => `${method} ${path}` === claim)?.coordinate).toBe(
      coordinate,
    );
  });

  test('are one for every root field, and each is found by its own path', () => {
    const { schema, routes } = contract;
    const roots = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()];
    const fields = roots.flatMap((type) =>
      Object.keys(type!.getFields()).map((name) => `${type!.name}.${name}`),
    );
    expect(new Set(routes.map(({ coordinate }) => coordinate))).toEqual(new Set(fields));
    const table = new RouteTable(routes.map((route) => ({ ...route, value: route })));
    for (const route of routes) {
      const found = table.find(route.method, route.path.replaceAll(/\{\w+\}/g, 'x'));
      expect(found && 'value' in found && found.value === route ? [] : [route.coordinate]).toEqual([]);
    }
    expect(claims).toContain('GET /queries/policyEvaluate');
  });

  test('run documents that are valid and within the limits', () => {
    const faults = contract.routes.flatMap((route) =>
      [true, false].flatMap((holds) => {
        const { text } = contract.documentsOf(route).documentFor(() => holds);
        const document = parseDocument(text, DEFAULT_LIMITS.tokens);
        checkStructure(document, DEFAULT_LIMITS);
        return validate(contract.schema, document).map(({ message }) => `${text}: ${message}`);
      }),
    );
    expect(faults).toEqual([]);
  });

  test('show what a workload touches, and nothing that an engine must be asked for', () => {
    const route = contract.routes.find(({ coordinate }) => coordinate === 'Query.container')!;
    const { selection } = contract.documentsOf(route).documentFor(() => true);
    expect([...selection!.fields.keys()]).toEqual(
      expect.arrayContaining([
        'networks',
        'mounts',
        'metrics',
        'image',
        'host',
        'endpoint',
        'alerts',
        'auditTrail',
      ]),
    );
    for (const name of ['native', 'logTail']) expect(selection!.fields.has(name)).toBe(false);
    const limited = contract.documentsOf(route).documentFor((scope) => scope === 'compute:read');
    expect(limited.selection!.fields.has('auditTrail')).toBe(false);
  });
});

describe('the OpenAPI document', () => {
  test('is committed fresh', () => {
    const committed: unknown = JSON.parse(readFileSync(new URL('openapi.json', generated), 'utf8'));
    expect(JSON.parse(JSON.stringify(contract.openapi()))).toEqual(committed);
  });

  test('has no fault that the linter knows', async () => {
    const config = await createConfig({ extends: ['recommended'] });
    const lint = (document: unknown) => lintFromString({ source: JSON.stringify(document), config });
    const found = await lint(contract.openapi());
    expect(
      found.map(({ ruleId, message, location }) => `${ruleId} ${message} ${location[0]?.pointer}`),
    ).toEqual([]);
    expect(await lint({ ...contract.openapi(), paths: { 'no-slash': {} } })).not.toEqual([]);
  });

  test('refers only to what it has, and has every route', () => {
    const document = contract.openapi() as {
      readonly paths: Record<string, Record<string, { readonly operationId: string }>>;
      readonly components: Record<string, Record<string, unknown>>;
    };
    const references = JSON.stringify(document).match(/#\/components\/[\w/]+/g)!;
    const missing = references.filter((reference) => {
      const [, , kind = '', name = ''] = reference.split('/');
      return document.components[kind]?.[name] === undefined;
    });
    expect(missing).toEqual([]);
    const described = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
    );
    expect(described).toEqual(expect.arrayContaining(claims));
  });
});

describe('start-up fails', () => {
  const changed = (from: string, to: string) => () => {
    expect(SHOP).toContain(from);
    return contractOf(composeTestGraph(SHOP.replace(from, to)));
  };

  test('when two fields claim one route, whatever their placeholders are called', () => {
    expect(changed('@rest(path: "/makers")', '@rest(path: "/items")')).toThrow(
      'GET /items is claimed by Query.items and by Query.makers',
    );
    expect(changed('thing(id: ID!): Thing', 'thing(key: ID!): Thing @rest(path: "/items/{key}")')).toThrow(
      /GET \/items\/\{key\} is claimed by Query\.item and by Query\.thing/,
    );
  });

  test.each([
    [
      '@rest(path: "/makers")',
      '@rest(path: "/docs")',
      'GET /docs is claimed by IzaOS itself and by Query.makers',
    ],
    [
      '@rest(path: "/makers")',
      '@rest(path: "/makers/{nope}")',
      '{nope} is neither a scalar argument nor a scalar member of input',
    ],
    ['@rest(path: "/makers")', '@rest(method: "POST", path: "/makers")', 'a query is GET'],
    ['@rest(path: "/makers")', '@rest(path: "makers/")', 'a path is /segments'],
    [
      'makers(town: String',
      'makers(fields: String',
      'the argument fields has the name of a parameter of REST',
    ],
  ])('for %s → %s', (from, to, message) => {
    expect(changed(from, to)).toThrow(message);
  });
});

describe('pages of the layer itself', () => {
  let rest: TestRest;
  beforeAll(async () => {
    rest = await startTestRest();
  });
  afterAll(() => rest[Symbol.asyncDispose]());

  test('an index lists the routes, with and without a slash', async () => {
    for (const path of ['', '/']) {
      const response = await fetch(`${rest.base}${path}`);
      expect(response.status).toBe(200);
      const { version, routes } = (await response.json()) as { version: string; routes: unknown[] };
      expect(version).toBe('1.2.3');
      expect(routes).toContainEqual({
        method: 'GET',
        path: '/iza/api/v1/items/{id}',
        operationId: 'item',
        graphql: 'Query.item',
        scopes: ['shop:read'],
        description: 'One item.',
      });
    }
  });

  test('the OpenAPI document is served with a tag', async () => {
    const response = await fetch(`${rest.base}/openapi.json`);
    expect(await response.json()).toEqual(JSON.parse(JSON.stringify(rest.rest.openapi())));
    const again = await fetch(`${rest.base}/openapi.json`, {
      headers: { 'if-none-match': response.headers.get('etag')! },
    });
    expect(again.status).toBe(304);
    const plain = await fetch(`${rest.base}/openapi.json`, { headers: { 'accept-encoding': 'identity' } });
    expect(plain.headers.get('content-encoding')).toBeNull();
    expect(response.headers.get('content-encoding')).toBe('gzip');
    expect(plain.headers.get('etag')).not.toBe(response.headers.get('etag'));
  });

  test('the reference is a page that loads and runs nothing', async () => {
    const response = await fetch(`${rest.base}/docs`, { headers: { accept: 'text/html' } });
    expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
    const policy = response.headers.get('content-security-policy')!;
    expect(policy).toMatch(/^default-src 'none'; style-src 'sha256-[\w+/=]+'/);
    const page = await response.text();
    expect(page).not.toMatch(/<script|<link|src=|style="|onclick/);
    expect(page).toContain(`<style>${STYLE}</style>`);
    expect(page.match(/<style>/g)).toHaveLength(1);
    for (const { operationId } of rest.rest.routes) expect(page).toContain(`id="${operationId}"`);
    for (const [, target] of page.matchAll(/href="#([^"]+)"/g)) expect(page).toContain(`id="${target}"`);
    expect(page).toContain('curl');
    expect(page).toContain('dotted notation');
  });

  test('figures for Prometheus are served here as well, with a key', async () => {
    expect((await fetch(`${rest.base}/metrics`)).status).toBe(401);
    const response = await rest.call('/metrics');
    expect(await response.text()).toBe('up 1\n');
    expect(response.headers.get('content-type')).toContain('text/plain');
  });

  test('take only reading, and only their type', async () => {
    const posted = await rest.call('/docs', { method: 'POST' });
    expect(posted.status).toBe(405);
    expect(posted.headers.get('allow')).toBe('GET, HEAD, OPTIONS');
    expect((await rest.call('/docs', { headers: { accept: 'application/json' } })).status).toBe(406);
  });
});
