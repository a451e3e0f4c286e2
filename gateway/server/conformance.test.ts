import { serverAudits } from 'graphql-http';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ADMIN, startTestGateway } from './test-gateway.ts';
import type { TestGateway } from './test-gateway.ts';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway();
});
afterAll(() => gateway.server.stop());

/** A weight on the media types takes a request past the short way, to Apollo Server. */
const ways = {
  'the short way': (accept: string | null) => accept,
  'Apollo Server': (accept: string | null) =>
    (accept ?? '*/*')
      .split(',')
      .map((range) => (range.includes(';') ? range : `${range};q=0.9`))
      .join(','),
};

/** Documents and variables that cannot be read get 400 for application/json as well: a status that proxies and logs understand. */
const CHOSEN = new Set(['572B', 'FDE2', '7B9B']);

describe.each(Object.entries(ways))('GraphQL over HTTP by %s', (_name, acceptOf) => {
  const audits = serverAudits({
    url: () => `${gateway.url}/graphql`,
    fetchFn: (url: string, init: RequestInit = {}) => {
      const headers = new Headers(init.headers);
      headers.set('authorization', `Bearer ${ADMIN}`);
      const accept = acceptOf(headers.get('accept'));
      if (accept !== null) headers.set('accept', accept);
      return fetch(url, { ...init, headers });
    },
  });

  test.each(audits.map((audit) => [audit.id, audit.name, audit] as const))(
    '%s %s',
    async (id, _title, audit) => {
      const result = await audit.fn();
      expect('reason' in result ? `${result.status}: ${result.reason}` : result.status).toBe(
        CHOSEN.has(id) ? 'warn: Response status code is not 200' : 'ok',
      );
    },
  );
});
