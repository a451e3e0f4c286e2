import { escapeControls } from '#kernel/log.ts';

/** Select Graphic Rendition: colours and weights, the only sequences a program may send to somebody's terminal through us. */
// eslint-disable-next-line no-control-regex
const COLOURS = /(\u001b\[[0-9;]{0,32}m)/;

/** What a container wrote, fit for the stream: as it is into a pipe or file; on a terminal nothing but colours may move or change it. */
export function safeText(text: string, target: { readonly isTTY?: boolean | undefined }): string {
  if (!target.isTTY) return text;
  const parts = text.replaceAll('\r\n', '\n').split(COLOURS);
  const safe = parts.map((part, index) => (index % 2 === 1 ? part : escapeControls(part))).join('');
  // Whatever colour it left on ends with it.
  return parts.length > 1 ? safe.replace(/(\n?)$/, '\u001b[0m$1') : safe;
}
