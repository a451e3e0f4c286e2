import type { AdmissionKind } from '#schema/guard.ts';

export interface Rule {
  readonly description: string;
  readonly appliesTo: readonly AdmissionKind[];
}

const EVERYTHING: readonly AdmissionKind[] = [
  'container.create',
  'container.update',
  'container.exec',
  'volume.create',
  'network.create',
  'image.pull',
  'image.build',
];

/** Every reason the policy can give. The settings each one guards are in the tables beside this file. */
export const RULES = {
  'unknown-setting': rule(
    'What the policy does not know, it denies: every setting must be one that was judged.',
    EVERYTHING,
  ),
  'malformed-setting': rule(
    'A setting has the type and form that the engine documents, so that both read the same in it.',
    EVERYTHING,
  ),
  privileged: rule('No container has the powers of the host.', ['container.create', 'container.exec']),
  capabilities: rule('Only kernel capabilities that the settings list (allowedCapabilities) are added.', [
    'container.create',
  ]),
  devices: rule('No device of the host, and no rule that would open one.', [
    'container.create',
    'container.update',
  ]),
  'host-namespace': rule(
    'No namespace of the host is shared: processes, IPC, network, host name, users, cgroups.',
    ['container.create', 'image.build'],
  ),
  'foreign-namespace': rule('No namespace of another container is entered.', [
    'container.create',
    'image.build',
  ]),
  'host-path': rule(
    'Directories of the host only below the prefixes that the settings list (allowedBindPaths), links resolved.',
    ['container.create'],
  ),
  'protected-path': rule(
    "Never the engine's socket or data, IzaOS' own state, or /proc, /sys and /dev of the host, nor a directory that holds one of them.",
    ['container.create'],
  ),
  'mount-type': rule('Only binds, volumes and memory are mounted.', ['container.create']),
  'mount-propagation': rule('No mount made inside appears on the host.', ['container.create']),
  'volume-driver': rule('Only volumes of the local driver.', ['container.create', 'volume.create']),
  'volume-options': rule(
    'No driver option that would mount a device or directory of the host; type=tmpfs may be asked for.',
    ['container.create', 'volume.create'],
  ),
  'volumes-from': rule('Nothing is taken over from other containers: mounts or environment.', [
    'container.create',
  ]),
  'tmpfs-options': rule('Only size, owner, mode and restricting options for memory that is mounted.', [
    'container.create',
    'volume.create',
  ]),
  'security-options': rule('Confinement (seccomp, AppArmor, SELinux, masked paths) is not loosened.', [
    'container.create',
  ]),
  sysctls: rule('Only kernel parameters that have a value per container and cannot harm others.', [
    'container.create',
  ]),
  runtime: rule("Only the engine's standard runtime and cgroup tree, without annotations for hooks.", [
    'container.create',
    'container.update',
    'image.build',
  ]),
  'oom-protection': rule('No container is spared when memory runs out, or preferred to the host.', [
    'container.create',
    'container.update',
  ]),
  'real-time': rule('No share of real-time scheduling.', ['container.create', 'container.update']),
  ulimits: rule('Only limits that concern the container itself.', ['container.create', 'container.update']),
  'log-driver': rule('Logs stay with the engine: drivers json-file, local and none.', ['container.create']),
  'host-gateway': rule("No name for the host's own address.", ['container.create', 'image.build']),
  'storage-options': rule('Only a size for the container’s own layer.', ['container.create']),
  'publish-address': rule(
    'Ports are published only on addresses that the settings list (allowedPublishAddresses).',
    ['container.create', 'network.create'],
  ),
  'image-registry': rule(
    'Images come only from registries that the settings list (allowedRegistries); an empty list means any public one.',
    ['container.create', 'image.pull', 'image.build'],
  ),
  'private-registry': rule(
    'The engine is not sent to loopback, private or link-local addresses unless allowedRegistries lists them.',
    ['container.create', 'image.pull', 'image.build'],
  ),
  'image-import': rule('No image from a URL or an upload outside a registry.', ['image.pull']),
  'command-required': rule('A command to run is named.', ['container.exec']),
  'network-driver': rule(
    'Only bridge and overlay networks: nothing that sits directly on an interface of the host.',
    ['network.create'],
  ),
  'network-options': rule('Only driver options that change nothing on the host.', [
    'container.create',
    'network.create',
  ]),
  'build-remote': rule('The build context comes with the request, not from a URL.', ['image.build']),
  'build-options': rule('Only options of a build that concern its result.', ['image.build']),
} as const satisfies Record<string, Rule>;

export type RuleName = keyof typeof RULES;

function rule(description: string, appliesTo: readonly AdmissionKind[]): Rule {
  return { description, appliesTo };
}
