import { IzaError, type ErrorCode } from '#kernel/errors.ts';
import type { SignatureHeaders, SignedParts } from '#kernel/signing.ts';
import { readError } from './read-error.ts';

export interface RemoteSecurity {
  /** Where the security subgraph answers: `http://security:4005`. */
  readonly url: string;
  readonly sign: (parts: SignedParts) => SignatureHeaders;
}

/** One signed call. Throws what the security subgraph threw; `unreachable` when it does not answer as it should, or in time. */
export async function callSecurity(
  { url, sign }: RemoteSecurity,
  call: {
    readonly name: string;
    readonly ask: unknown;
    readonly timeoutMs: number;
    readonly unreachable: ErrorCode;
    readonly signal?: AbortSignal;
  },
): Promise<unknown> {
  const { name, ask, timeoutMs, unreachable, signal } = call;
  const target = new URL(`/guard/${name}`, url);
  const body = JSON.stringify(ask);
  const signals = [AbortSignal.timeout(timeoutMs), ...(signal ? [signal] : [])];
  let status: number;
  let answer: unknown;
  try {
    const response = await fetch(target, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...sign({ method: 'POST', path: target.pathname, body }),
      },
      body,
      redirect: 'error',
      signal: AbortSignal.any(signals),
    });
    status = response.status;
    answer = await response.json();
  } catch (cause) {
    throw new IzaError(unreachable, 'The security subgraph does not answer.', { cause });
  }
  if (status === 200) return answer;
  const error = readError(answer);
  // A refusal of this process itself is nothing that its caller did.
  if (error && error.code !== 'UNAUTHENTICATED') throw error;
  throw new IzaError(
    unreachable,
    'The security subgraph refused the call: check the shared secret and the clocks.',
    { cause: error ?? answer },
  );
}
