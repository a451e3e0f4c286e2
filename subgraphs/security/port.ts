import type { WorkloadSettings } from './domain.ts';

/** What security needs of one endpoint, whatever its platform. Nothing here reaches the engine. */
export interface SecurityEndpoint {
  /** Name of the endpoint. */
  readonly endpoint: string;
  /** Paths of this machine through which the engine is commanded: nobody may mount them. */
  readonly controlPaths: readonly string[];
  /** What the workload was made with, in the words of a creation; undefined when there is none. */
  settingsOf(nativeId: string): WorkloadSettings | undefined;
  /** Calls `listener` for what happens at the engine, whoever asked for it; returns how to stop. */
  listen(listener: (incident: EngineIncident) => void): () => void;
}

/** Something that happened at an engine. `workload` is a global id. */
export type EngineIncident =
  | { readonly type: 'STARTED'; readonly workload: string; readonly nativeId: string; readonly name: string }
  /** A program was started inside; the engine's own health checks are not told. */
  | { readonly type: 'EXEC'; readonly workload: string; readonly nativeId: string; readonly name: string };
