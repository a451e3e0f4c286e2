/**
 * The container that a control group path belongs to, and the path cut behind it: an init system inside the container may
 * have moved its processes further down. Engines name the group after the full id, bare (`/docker/ID`) or in a systemd scope
 * (`docker-ID.scope`, `libpod-ID.scope`, `cri-containerd-ID.scope`, `crio-ID.scope`). With nested engines the innermost counts.
 */
export function containerOfCgroup(
  path: string,
): { readonly containerId: string; readonly path: string } | undefined {
  const segments = path.split('/');
  for (let depth = segments.length - 1; depth >= 0; depth--) {
    const match = CONTAINER.exec(segments[depth]!);
    if (match) return { containerId: match[1]!, path: segments.slice(0, depth + 1).join('/') };
  }
  return undefined;
}

const CONTAINER = /^(?:[a-z][a-z-]*-)?([0-9a-f]{64})(?:\.scope)?$/;
