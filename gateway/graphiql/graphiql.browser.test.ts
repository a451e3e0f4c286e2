import { existsSync } from 'node:fs';
import { chromium } from 'playwright-core';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ADMIN, startTestGateway } from '../server/test-gateway.ts';
import type { TestGateway } from '../server/test-gateway.ts';

const CHROMIUM = '/usr/bin/chromium';
if (!existsSync(CHROMIUM) && process.env['CI'] === 'true')
  throw new Error(`GraphiQL in Chromium needs ${CHROMIUM} (apt-get install chromium).`);

describe.skipIf(!existsSync(CHROMIUM))(
  `GraphiQL in Chromium (${existsSync(CHROMIUM) ? CHROMIUM : 'skipped: it is not installed'})`,
  () => {
    let gateway: TestGateway;
    let browser: Browser;

    beforeAll(async () => {
      gateway = await startTestGateway();
      browser = await chromium.launch({
        executablePath: CHROMIUM,
        args: ['--no-sandbox', '--disable-dev-shm-usage'],
      });
    }, 60_000);

    afterAll(async () => {
      await browser?.close();
      await gateway?.server.stop();
    });

    test('the login link signs in, and leaves no key in the address bar', { timeout: 60_000 }, async () => {
      const { page, problems, requests } = await open(
        '{ whoami item(id: "7") { name reviews { stars } } }',
        `#key=${ADMIN}`,
      );
      expect(page.url()).not.toContain(ADMIN);
      await run(page);
      await expectResponse(page, /"whoami": "admin"/);
      await expectResponse(page, /"name": "item 7"/);
      expect(problems).toEqual([]);
      expect(requests.filter((url) => !url.startsWith(gateway.url) && !/^(blob|data):/.test(url))).toEqual(
        [],
      );
      await page.context().close();
    });

    test('a subscription delivers events as they happen', { timeout: 60_000 }, async () => {
      const { page, problems } = await open(
        'subscription { feed { name reviews { stars } } }',
        `#key=${ADMIN}`,
      );
      await run(page);
      await expect.poll(() => gateway.feed.subscribers, { timeout: 20_000 }).toBe(1);
      gateway.feed.publish('live-1');
      await expectResponse(page, /item live-1/);
      gateway.feed.publish('live-2');
      await expectResponse(page, /item live-2/);
      expect(problems).toEqual([]);
      await page.context().close();
      await expect.poll(() => gateway.feed.subscribers, { timeout: 20_000 }).toBe(0);
    });

    test('without a key it asks for one, again after a wrong one', { timeout: 60_000 }, async () => {
      const { page } = await open('{ whoami }');
      const sign = page.locator('#iza-sign-in');
      await sign.waitFor();
      await sign.locator('input').fill('wrong');
      await sign.locator('button').click();
      await expect.poll(() => sign.locator('input').inputValue(), { timeout: 20_000 }).toBe('');
      await sign.locator('input').fill(ADMIN);
      await sign.locator('button').click();
      await sign.waitFor({ state: 'detached' });
      await run(page);
      await expectResponse(page, /"whoami": "admin"/);
      await page.context().close();
    });

    /** A page in a context of its own, with what it complained about and asked for. */
    async function open(query: string, fragment = '') {
      const context = await browser.newContext();
      const page = await context.newPage();
      const problems: string[] = [];
      const requests: string[] = [];
      page.on('request', (request) => requests.push(request.url()));
      page.on('pageerror', (error) => problems.push(`exception: ${error.message}`));
      page.on('console', (message) => {
        if (/content security policy/i.test(message.text())) problems.push(message.text());
      });
      await page.addInitScript(() => {
        document.addEventListener('securitypolicyviolation', (event) => {
          console.error(`Content Security Policy violation: ${event.violatedDirective} ${event.blockedURI}`);
        });
      });
      await page.goto(`${gateway.url}/graphql?query=${encodeURIComponent(query)}${fragment}`);
      await page.locator('.graphiql-container').first().waitFor();
      return { page, problems, requests };
    }
  },
);

async function run(page: Page): Promise<void> {
  await page.locator('.graphiql-execute-button').click();
}

async function expectResponse(page: Page, pattern: RegExp): Promise<void> {
  const response = page.locator('.graphiql-response .view-lines');
  await expect
    .poll(async () => (await response.innerText()).replaceAll('\u00a0', ' '), { timeout: 20_000 })
    .toMatch(pattern);
}
