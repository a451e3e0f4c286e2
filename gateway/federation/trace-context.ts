/** W3C trace context, https://www.w3.org/TR/trace-context/: version-trace-parent-flags. */
const TRACEPARENT = /^([\da-f]{2})-([\da-f]{32})-([\da-f]{16})-([\da-f]{2})$/;

/** The headers with a trace context whose parent is this sub-request: the caller's trace, or a new one. */
export function withChildSpan(headers: Readonly<Record<string, string>>): Record<string, string> {
  const parent = headers['traceparent']?.match(TRACEPARENT);
  const trace = parent?.[2] ?? randomHex(32);
  return { ...headers, traceparent: `00-${trace}-${randomHex(16)}-${parent?.[4] ?? '00'}` };
}

/** Ids only need to be distinct, not unguessable; this is on the path of every sub-request. */
function randomHex(digits: number): string {
  let text = '';
  while (text.length < digits)
    text += Math.floor((1 + Math.random()) * 0x1_0000_0000)
      .toString(16)
      .slice(1);
  return text.slice(0, digits);
}
