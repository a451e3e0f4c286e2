import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readSettings } from './settings.ts';

let directory: string;
let environment: Record<string, string>;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'iza-settings-'));
  writeFileSync(join(directory, 'admin.key'), 'iza_the_kept_key_of_it\n');
  // IZA_CONFIG: without one, an iza.yaml of the folder the tests run in would be read.
  writeFileSync(join(directory, 'iza.yaml'), '');
  environment = { IZA_STATE_DIR: directory, IZA_CONFIG: join(directory, 'iza.yaml') };
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

test('without anything said, the server is where its configuration puts it, with the key it made', () => {
  expect(readSettings(environment, {})).toEqual({
    url: 'http://127.0.0.1:4000',
    key: 'iza_the_kept_key_of_it',
    noKeyBecause: undefined,
    timeoutMs: 60_000,
    stateDirectory: directory,
  });
  writeFileSync(join(directory, 'iza.yaml'), 'host: "::"\nport: 5000\ntlsCert: a.pem\n');
  expect(readSettings(environment, {}).url).toBe('https://[::1]:5000');
  expect(readSettings({ ...environment, IZA_HOST: '0.0.0.0' }, {}).url).toBe('https://127.0.0.1:5000');
});

test('flags win over the environment, and that over what is kept', () => {
  const given = {
    ...environment,
    IZA_URL: 'http://a.example',
    IZA_API_KEY: 'key-of-environment',
    IZA_TIMEOUT: '5',
  };
  expect(readSettings(given, {})).toMatchObject({
    url: 'http://a.example',
    key: 'key-of-environment',
    timeoutMs: 5000,
  });
  expect(
    readSettings(given, { url: 'http://b.example/', apiKey: 'key-of-flag', timeout: '0.5' }),
  ).toMatchObject({
    url: 'http://b.example',
    key: 'key-of-flag',
    timeoutMs: 500,
  });
});

test('the kept key is shown to no other machine', () => {
  expect(readSettings(environment, { url: 'https://hub.example' })).toMatchObject({
    key: undefined,
    noKeyBecause: expect.stringContaining('IZA_API_KEY'),
  });
  expect(readSettings(environment, { url: 'http://localhost:4000' }).key).toBe('iza_the_kept_key_of_it');
});

test('a missing key is explained', () => {
  rmSync(join(directory, 'admin.key'));
  expect(readSettings(environment, {}).noKeyBecause).toContain(`there is no ${join(directory, 'admin.key')}`);
});

test('who gives URL and key needs no usable configuration here', () => {
  writeFileSync(join(directory, 'iza.yaml'), 'nonsense: 1\n');
  expect(() => readSettings(environment, {})).toThrow('nonsense');
  expect(readSettings(environment, { url: 'http://a.example', apiKey: 'k' }).key).toBe('k');
});

test.each(['ftp://x', 'nonsense', 'http://u:p@x', 'http://x?y=1'])('"%s" is no URL of a server', (url) =>
  expect(() => readSettings(environment, { url })).toThrow('is not a URL'),
);

test.each(['0', '-1', 'soon'])('"%s" is no time-out', (timeout) =>
  expect(() => readSettings(environment, { timeout })).toThrow('timeout'),
);
