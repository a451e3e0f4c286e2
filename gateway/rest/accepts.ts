import { IzaError } from '#kernel/errors.ts';

/** Throws NOT_ACCEPTABLE unless `Accept` lets `type` through, https://www.rfc-editor.org/rfc/rfc9110#name-accept. */
export function checkAccept(header: string | undefined, type: string): void {
  if (header === undefined || header.trim() === '' || qualityOf(header, type) > 0) return;
  throw new IzaError('NOT_ACCEPTABLE', `This is served as ${type}; accept that.`, { field: 'Accept' });
}

/** The weight of the most specific range that fits; 0 when none does. */
function qualityOf(header: string, type: string): number {
  const [family] = type.split('/');
  let best = { precision: -1, quality: 0 };
  for (const text of header.toLowerCase().split(',')) {
    const [range = '', ...parameters] = text.split(';').map((part) => part.trim());
    const precision = range === type ? 2 : range === `${family}/*` ? 1 : range === '*/*' ? 0 : -1;
    if (precision === -1 || precision < best.precision) continue;
    const weight = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2);
    const quality = weight === undefined ? 1 : Number(weight);
    if (precision > best.precision || quality > best.quality)
      best = { precision, quality: Number.isFinite(quality) ? quality : 0 };
  }
  return best.quality;
}
