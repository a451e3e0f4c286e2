import type { Readable } from 'node:stream';
import type { DockerEvent } from './documents.ts';
import { JsonLines } from './json-lines.ts';

/** Events remembered to tell a replayed one from a new one; the engine itself keeps 256. */
const REMEMBERED = 1024;

/** Which events were seen already. An engine asked for `since` sends again what it sent before a connection broke. */
export class SeenEvents {
  readonly #keys = new Set<string>();
  #newest = 0;

  /** Whether this event is seen for the first time. */
  add(event: DockerEvent): boolean {
    const key = `${event.timeNano} ${event.Type} ${event.Action} ${event.Actor.ID}`;
    if (this.#keys.has(key)) return false;
    this.#keys.add(key);
    if (this.#keys.size > REMEMBERED) this.#keys.delete(this.#keys.values().next().value!);
    this.#newest = Math.max(this.#newest, event.timeNano);
    return true;
  }

  /** Where to go on after a broken connection, as the engine's `since`; a second earlier, because events are not quite in order. */
  get resumeAt(): string | undefined {
    return this.#newest === 0 ? undefined : (this.#newest / 1e9 - 1).toFixed(3);
  }
}

/** The events of an `/events` body, in its order. Ends with the body; throws when it breaks or is no event stream. */
export async function* readEvents(body: Readable): AsyncGenerator<DockerEvent> {
  const lines = new JsonLines();
  for await (const chunk of body as AsyncIterable<Buffer>) {
    for (const document of lines.push(chunk)) {
      const event = toEvent(document);
      if (event) yield event;
    }
  }
}

/** Undefined for what has no type: documents of another engine that only looks like Docker's. */
function toEvent(document: unknown): DockerEvent | undefined {
  const { Type, Action, Actor, scope, time, timeNano } = document as Partial<DockerEvent>;
  if (typeof Type !== 'string' || typeof Action !== 'string') return undefined;
  return {
    Type,
    Action,
    Actor: { ID: Actor?.ID ?? '', Attributes: Actor?.Attributes ?? {} },
    ...(scope !== undefined && { scope }),
    time: time ?? Math.floor((timeNano ?? 0) / 1e9),
    timeNano: timeNano ?? (time ?? 0) * 1e9,
  };
}
