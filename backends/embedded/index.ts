import type { EmbeddedEndpoint, EmbeddedOptions } from './embedded-endpoint.ts';
import { EmbeddedEngine } from './embedded-engine.ts';

export type * from './embedded-endpoint.ts';
export type * from './records.ts';

/** A pretended container engine in memory, with a sample application in it. Nothing is kept when the process ends. */
export function createEmbeddedEndpoint(options: EmbeddedOptions): EmbeddedEndpoint {
  return new EmbeddedEngine(options);
}
