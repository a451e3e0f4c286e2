import { randomBytes } from 'node:crypto';

/** W3C trace context, https://www.w3.org/TR/trace-context/: version-trace-parent-flags. */
const TRACEPARENT = /^([\da-f]{2})-([\da-f]{32})-([\da-f]{16})-([\da-f]{2})$/;

/** The headers with a trace context whose parent is this sub-request: the caller's trace, or a new one. */
export function withChildSpan(headers: Readonly<Record<string, string>>): Record<string, string> {
  const parent = headers['traceparent']?.match(TRACEPARENT);
  const trace = parent?.[2] ?? start + nextSpanId().slice(8);
  return { ...headers, traceparent: `00-${trace}-${nextSpanId()}-${parent?.[4] ?? '00'}` };
}

/** Distinct, not unguessable: this is on the path of every sub-request, so it counts from a random start. */
const start = randomBytes(12).toString('hex');
let count = randomBytes(4).readUInt32BE();

function nextSpanId(): string {
  count = (count + 1) >>> 0;
  return start.slice(0, 8) + count.toString(16).padStart(8, '0');
}
