import { IzaError } from '#kernel/errors.ts';
import type { EmbeddedEndpoint, EmbeddedOptions } from './embedded-endpoint.ts';

export type * from './embedded-endpoint.ts';
export type * from './records.ts';

/** A pretended container engine in memory, with a sample application in it. Nothing is kept when the process ends. */
export function createEmbeddedEndpoint(options: EmbeddedOptions): EmbeddedEndpoint {
  throw new IzaError('NOT_SUPPORTED', 'The embedded platform is not there yet.', { endpoint: options.name });
}
