import type { Affected } from './affected-by.ts';
import type { DockerMirror } from './docker-mirror.ts';
import type { EngineRequest } from './engine-connection.ts';

/** What the calls of an endpoint need of it. */
export interface Engine {
  /** The endpoint's name. */
  readonly name: string;
  readonly mirror: DockerMirror;
  /**
   * Runs one call on the live connection. Out of reach, it tries to connect for a moment, then throws BACKEND_UNAVAILABLE with
   * endpoint and since.
   */
  call<T>(request: EngineRequest<T>): Promise<T>;
  /**
   * Resolves when the mirror shows these objects as they are after this call. Never rejects: what the engine was asked to do is
   * done, and a mirror that cannot follow says so by the endpoint's state.
   */
  refresh(affected: readonly Affected[]): Promise<void>;
}
