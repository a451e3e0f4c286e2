/** The preferences of https://www.rfc-editor.org/rfc/rfc7240 that are honoured. */
export interface Preferences {
  /** How long to wait for a change to end, s; 0 for not at all. */
  readonly waitSeconds: number;
  /** Whether an answer without a body will do. */
  readonly isMinimal: boolean;
}

const MAX_WAIT_SECONDS = 60;

/** Reads `Prefer`. What is not understood is left alone: a preference is no demand. */
export function readPreferences(header: string | readonly string[] | undefined): Preferences {
  const texts = [header ?? []].flat().flatMap((line) => line.split(','));
  let waitSeconds = 0;
  let isMinimal = false;
  for (const text of texts) {
    const [name = '', value = ''] = (text.split(';')[0] ?? '').split('=').map((part) => part.trim());
    const plain = value.replaceAll('"', '');
    if (name.toLowerCase() === 'wait' && /^\d{1,6}$/.test(plain))
      waitSeconds = Math.min(Number(plain), MAX_WAIT_SECONDS);
    if (name.toLowerCase() === 'return') isMinimal = plain.toLowerCase() === 'minimal';
  }
  return { waitSeconds, isMinimal };
}
