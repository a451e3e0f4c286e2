import { describe, expect, test } from 'vitest';
import { createLog, escapeControls, type LogFields } from './log.ts';

function lineOf(message: string, fields?: LogFields): Record<string, unknown> {
  let text = '';
  const log = createLog({ level: 'debug', destination: { write: (line) => void (text += line) } });
  log.info(message, fields);
  return JSON.parse(text) as Record<string, unknown>;
}

describe('a log line', () => {
  test('withholds what names a secret, at any depth', () => {
    const line = lineOf('x', {
      apiKey: 'iza_1',
      request: { headers: { authorization: 'Bearer 1' }, password: '1', name: 'web' },
      list: [{ token: '1' }],
    });
    expect(line).toMatchObject({
      apiKey: '[redacted]',
      request: { headers: { authorization: '[redacted]' }, password: '[redacted]', name: 'web' },
      list: [{ token: '[redacted]' }],
    });
  });

  test('escapes control characters, in the message and in fields', () => {
    expect(lineOf('a\u001b[2Jb', { name: 'x\u0007\u202ey' })).toMatchObject({
      msg: 'a\\x1b[2Jb',
      name: 'x\\x07\\u202ey',
    });
    expect(escapeControls('tab\tand\nline stay')).toBe('tab\tand\nline stay');
  });

  test('has an error with its causes', () => {
    const error = new Error('outer', { cause: new Error('inner') });
    expect(lineOf('x', { error })).toMatchObject({
      error: { message: 'outer', cause: { message: 'inner' } },
    });
  });

  test('below the level is not written', () => {
    let text = '';
    const log = createLog({ level: 'warn', destination: { write: (line) => void (text += line) } });
    log.info('no');
    log.with({ endpoint: 'docker' }).warn('yes');
    expect(text).toContain('"endpoint":"docker"');
    expect(text).not.toContain('"no"');
  });
});
