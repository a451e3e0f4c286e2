import { expect, test } from 'vitest';
import { problemOfErrors } from './problem.ts';

const place = { instance: '/iza/api/v1/things', requestId: 'r-1' };

test('several errors are told by the first, and all listed', () => {
  const extensions = { code: 'NOT_FOUND', http: { status: 404 }, retryable: false, serviceName: 'compute' };
  const { status, body } = problemOfErrors(
    [
      { message: 'One.', path: ['thing'], extensions: { ...extensions, field: 'input.id' } },
      {
        message: 'Two.',
        path: ['thing', 'part', 0],
        extensions: { code: 'BACKEND_ERROR', endpoint: 'docker' },
      },
    ],
    place,
  );
  expect(status).toBe(404);
  expect(body).toEqual({
    type: 'https://izaos.dev/problems/not-found',
    title: 'Not found',
    status: 404,
    detail: 'One.',
    instance: '/iza/api/v1/things',
    code: 'NOT_FOUND',
    field: 'id',
    retryable: false,
    requestId: 'r-1',
    errors: [
      { detail: 'One.', path: [], code: 'NOT_FOUND', field: 'input.id', retryable: false },
      { detail: 'Two.', path: ['part', 0], code: 'BACKEND_ERROR', endpoint: 'docker' },
    ],
  });
});

test.each([
  [
    'Variable "$input" got invalid value "abc" at "input.resources.memoryBytes"; BigInt: expected a whole number.',
    'resources.memoryBytes',
    'resources.memoryBytes: BigInt: expected a whole number.',
  ],
  ['Variable "$since" got invalid value "; at"; DateTime: expected RFC 3339 text.', 'since', undefined],
  ['Variable "$input" got invalid value 1 at "input.ports[0].hostPort"; Int.', 'ports.0.hostPort', undefined],
])('%s is told in words of REST', (message, field, detail) => {
  const { body } = problemOfErrors([{ message, extensions: { code: 'BAD_USER_INPUT' } }], place);
  expect(body['field']).toBe(field);
  expect(body['detail']).not.toContain('Variable');
  expect(detail ?? body['detail']).toBe(body['detail']);
});

test('an error of another catalogue keeps its code and status', () => {
  const extensions = { code: 'TEAPOT', http: { status: 418 } };
  const { status, body } = problemOfErrors([{ message: 'Short and stout.', extensions }], place);
  expect(status).toBe(418);
  expect(body).toMatchObject({ type: 'https://izaos.dev/problems/teapot', title: 'Error', code: 'TEAPOT' });
});
