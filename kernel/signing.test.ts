import { describe, expect, test } from 'vitest';
import { createSigner, createVerifier } from './signing.ts';

const secret = 'a secret of at least thirty-two characters';
const parts = { method: 'POST', path: '/graphql', body: '{"query":"{a}"}', onBehalfOf: '{"id":"ann"}' };

describe('a signed request', () => {
  test('is accepted once and carries its caller', () => {
    const headers = createSigner(secret)(parts);
    const verify = createVerifier(secret);
    expect(verify(parts, headers)).toBe('{"id":"ann"}');
    expect(() => verify(parts, headers)).toThrow('not signed');
  });

  test.each([
    ['another secret', createSigner('another secret of thirty-two characters')(parts), parts],
    ['another body', createSigner(secret)(parts), { ...parts, body: '{}' }],
    ['another path', createSigner(secret)(parts), { ...parts, path: '/guard/admit' }],
    [
      'another caller',
      { ...createSigner(secret)(parts), 'x-iza-caller': Buffer.from('{"id":"eve"}').toString('base64url') },
      parts,
    ],
    ['an old time', { ...createSigner(secret)(parts), 'x-iza-time': String(Date.now() - 61_000) }, parts],
    ['no signature', {}, parts],
  ])('is refused with %s', (_, headers, request) => {
    expect(() => createVerifier(secret)(request, headers)).toThrow('not signed');
  });
});
