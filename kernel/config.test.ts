import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { loadConfig } from './config.ts';

describe('the configuration', () => {
  let directory: string;
  let file: string;
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'iza-config-'));
    file = join(directory, 'iza.yaml');
  });
  afterEach(() => rmSync(directory, { recursive: true, force: true }));

  const load = (
    yaml: string,
    environment: Record<string, string> = {},
    flags: Record<string, unknown> = {},
  ) => {
    writeFileSync(file, yaml);
    return loadConfig({ environment: { IZA_CONFIG: file, ...environment }, flags });
  };

  test('takes flags before environment before file before defaults', () => {
    expect(load('')).toMatchObject({ host: '127.0.0.1', port: 4000, env: 'development' });
    expect(load('port: 1')).toMatchObject({ port: 1 });
    expect(load('port: 1', { IZA_PORT: '2' })).toMatchObject({ port: 2 });
    expect(load('port: 1', { IZA_PORT: '2' }, { port: '3' })).toMatchObject({ port: 3 });
  });

  test('lists every bad key of every source in one error', () => {
    expect(() =>
      load(
        'prot: 1\nendpoints:\n  - { name: x, platform: docker, host: nonsense }',
        { IZA_PORT: 'many', IZA_NOPE: '1' },
        { env: 'test' },
      ),
    ).toThrow(
      expect.objectContaining({
        code: 'BAD_USER_INPUT',
        message: expect.stringMatching(
          /(?=[\s\S]*prot: there is no such setting)(?=[\s\S]*IZA_NOPE: there is no such setting)(?=[\s\S]*IZA_PORT: )(?=[\s\S]*--env: )(?=[\s\S]*endpoints\.0\.host: )/,
        ),
      }),
    );
  });

  test('says when the file is missing or is not YAML', () => {
    expect(() => loadConfig({ environment: { IZA_CONFIG: join(directory, 'none.yaml') } })).toThrow(
      'none.yaml',
    );
    expect(() => load('- a\n- b')).toThrow('must be a mapping');
    expect(() => load('a: [')).toThrow('iza.yaml');
  });

  test('reads lists from text and subgraph addresses from the environment', () => {
    expect(
      load('', {
        IZA_ALLOWED_HOSTS: 'a.example, b.example',
        IZA_SUBGRAPHS_COMPUTE: 'http://127.0.0.1:1/graphql',
      }),
    ).toMatchObject({
      allowedHosts: ['a.example', 'b.example'],
      subgraphs: { compute: 'http://127.0.0.1:1/graphql' },
    });
    expect(() => load('', { IZA_ALLOWED_BIND_PATHS: 'relative' })).toThrow('IZA_ALLOWED_BIND_PATHS');
  });
});
