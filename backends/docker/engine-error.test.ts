import { expect, it } from 'vitest';
import { toEngineError } from './engine-error.ts';

const context = {
  endpoint: 'lab',
  address: 'unix:///run/docker.sock',
  since: new Date('2026-01-01T00:00:00Z'),
};

it.each([
  [404, 'No such container: x', 'NOT_FOUND'],
  [404, 'page not found', 'NOT_SUPPORTED'],
  [409, 'Conflict. The container name "/x" is already in use', 'CONFLICT'],
  [400, 'invalid reference format', 'UNPROCESSABLE'],
  [
    400,
    'OCI runtime create failed: exec: "nope": executable file not found in $PATH: unknown',
    'UNPROCESSABLE',
  ],
  [400, 'Container a is not paused', 'CONFLICT'],
  [403, 'endpoint with name x already exists in network y', 'CONFLICT'],
  [403, 'authorization denied by plugin x', 'UNPROCESSABLE'],
  [
    500,
    'driver failed programming external connectivity: Bind for 0.0.0.0:80 failed: port is already allocated',
    'CONFLICT',
  ],
  [500, 'rpc error: code = Unknown desc = update out of sequence', 'CONFLICT'],
  [500, 'No such image: x:latest', 'NOT_FOUND'],
  [500, 'layer does not exist', 'BACKEND_ERROR'],
  [301, '', 'BACKEND_ERROR'],
  [501, 'not implemented', 'NOT_SUPPORTED'],
])('status %d "%s" is %s', (statusCode, message, code) => {
  expect(toEngineError(refused(statusCode, message), context)).toMatchObject({
    code,
    details: { endpoint: 'lab' },
  });
});

it("carries the engine's words without control characters and without end", () => {
  const error = toEngineError(refused(400, `bad\u001b[31m\r\nname\u2028${'x'.repeat(5000)}`), context);
  expect(error.message).toMatch(/^bad \[31m name x+$/);
  expect(error.message.length).toBe(1000);
});

it('reads the words of a stream, which has no parsed body', () => {
  const thrown = Object.assign(new Error('(HTTP code 404) unexpected - pull access denied for a/b-c '), {
    statusCode: 404,
  });
  expect(toEngineError(thrown, context).message).toBe('pull access denied for a/b-c');
});

it.each([
  ['ECONNREFUSED', /No Docker Engine listens at unix:\/\/\/run\/docker.sock/],
  ['EACCES', /No permission/],
  ['ECONNRESET', /broke \(ECONNRESET\)/],
])('%s means out of reach, since when', (code, words) => {
  const error = toEngineError(Object.assign(new Error('secret detail'), { code }), context);
  expect(error).toMatchObject({
    code: 'BACKEND_UNAVAILABLE',
    details: { endpoint: 'lab', since: '2026-01-01T00:00:00.000Z' },
  });
  expect(error.message).toMatch(words);
  expect(error.message).not.toContain('secret');
});

function refused(statusCode: number, message: string): Error {
  const json = message === '' ? Buffer.alloc(0) : { message };
  return Object.assign(new Error(`(HTTP code ${statusCode}) unexpected - ${message} `), { statusCode, json });
}
