import type { EmbeddedContainer, EmbeddedEndpoint } from '#backends/embedded/index.ts';
import { encodeId } from '#kernel/ids.ts';
import type { WorkloadSettings } from '../domain.ts';
import type { SecurityEndpoint } from '../port.ts';

/** The engine in memory; its containers are judged in the words of the engine that it plays. */
export function embeddedSecurity(endpoint: EmbeddedEndpoint): SecurityEndpoint {
  return {
    endpoint: endpoint.name,
    controlPaths: [],
    settingsOf: (nativeId) => {
      const container = endpoint.containers.get(nativeId);
      return container && settingsOf(endpoint, container);
    },
    listen: (listener) =>
      endpoint.onEvent(({ type, action, subject, attributes }) => {
        if (type !== 'container') return;
        const about = {
          workload: encodeId('Container', endpoint.name, subject),
          nativeId: subject,
          name: attributes['name'] ?? subject.slice(0, 12),
        };
        if (action === 'start') listener({ type: 'STARTED', ...about });
        else if (action.startsWith('exec_create')) listener({ type: 'EXEC', ...about });
      }),
  };
}

function settingsOf(endpoint: EmbeddedEndpoint, container: EmbeddedContainer): WorkloadSettings {
  const { image, command, environment, labels, user, workingDirectory, hostname, mounts, ports } = container;
  const published = ports.filter(({ hostPort }) => hostPort !== undefined);
  const bindings = published.map(({ containerPort, protocol, hostAddress, hostPort }) => [
    `${containerPort}/${protocol}`,
    [{ HostIp: hostAddress ?? '', HostPort: String(hostPort) }],
  ]);
  return {
    kind: 'container.create',
    platform: endpoint.platform,
    endpoint: endpoint.name,
    localPaths: false,
    settings: {
      Image: image,
      Cmd: command,
      Env: environment,
      Labels: labels,
      User: user,
      WorkingDir: workingDirectory,
      Hostname: hostname,
      HostConfig: {
        Mounts: mounts.map(({ type, source, destination, readOnly }) => ({
          Type: type,
          Source: source,
          Target: destination,
          ReadOnly: readOnly,
        })),
        PortBindings: Object.fromEntries(bindings),
      },
    },
  };
}
