import type { DockerEvent } from './documents.ts';

/** Something to read again. `images` is their list; with an `id`, that image's document too, whatever the list says. */
export type Affected =
  | { readonly kind: 'container' | 'network' | 'volume'; readonly id: string }
  | { readonly kind: 'images'; readonly id?: string };

/**
 * What an event may have changed. Unknown actions count as changes: a read too many costs 0.3 ms, one too few a wrong answer.
 * `known` answers from the mirror.
 */
export function affectedBy(
  event: DockerEvent,
  known: {
    readonly networksOf: (containerId: string) => readonly string[];
    readonly hasHealthcheck: (containerId: string) => boolean;
  },
): readonly Affected[] {
  const { ID: id, Attributes: attributes } = event.Actor;
  // `exec_create: sh -c true`, `health_status: healthy`: what follows the colon is an argument.
  const action = event.Action.split(':', 1)[0]!;
  switch (event.Type) {
    case 'container':
      if (action === 'commit') return [{ kind: 'images' }];
      // A health check is an exec; its result stands in the container's document and has an event only when it changes.
      if (action === 'exec_die') return known.hasHealthcheck(id) ? [{ kind: 'container', id }] : [];
      if (WITHOUT_CHANGE.has(action) || id === '') return [];
      if (action === 'rename') {
        return [
          { kind: 'container', id },
          ...known.networksOf(id).map((network) => ({ kind: 'network' as const, id: network })),
        ];
      }
      return [{ kind: 'container', id }];
    case 'network': {
      if (id === '') return [];
      const container = attributes['container'];
      return [{ kind: 'network', id }, ...(container ? [{ kind: 'container' as const, id: container }] : [])];
    }
    case 'volume':
      return id === '' || action === 'mount' || action === 'unmount' ? [] : [{ kind: 'volume', id }];
    case 'image':
      if (action === 'save' || action === 'push') return [];
      // A tag given again changes nothing in the list but the image's time of tagging.
      return action === 'tag' ? [{ kind: 'images', id }] : [{ kind: 'images' }];
    case 'builder':
      return [{ kind: 'images' }];
    default:
      return [];
  }
}

/** Container actions that leave the container's document as it is. */
const WITHOUT_CHANGE: ReadonlySet<string> = new Set([
  'archive-path',
  'attach',
  'copy',
  'detach',
  'exec_create',
  'exec_detach',
  'exec_start',
  'export',
  'extract-to-dir',
  'kill',
  'prune',
  'resize',
  'top',
]);
