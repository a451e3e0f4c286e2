import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AdmissionKind } from '#schema/guard.ts';
import { judge } from './judge.ts';
import { ALWAYS_PROTECTED, type PolicyLimits } from './policy-limits.ts';
import { RULES, type RuleName } from './rules.ts';

const LIMITS: PolicyLimits = {
  allowedBindPaths: ['/srv/data'],
  allowedCapabilities: ['NET_BIND_SERVICE'],
  allowedRegistries: [],
  allowedPublishAddresses: ['127.0.0.1', '::1'],
  protectedPaths: [...ALWAYS_PROTECTED, '/var/lib/izaos'],
};

function violations(
  kind: AdmissionKind,
  settings: unknown,
  limits: Partial<PolicyLimits> = {},
  localPaths = false,
) {
  const subject = {
    kind,
    platform: 'docker',
    endpoint: 'one',
    localPaths,
    settings: settings as Record<string, unknown>,
  };
  return judge(subject, { ...LIMITS, ...limits }).violations;
}

const rules = (...parameters: Parameters<typeof violations>) => [
  ...new Set(violations(...parameters).map(({ rule }) => rule)),
];
const host = (HostConfig: Record<string, unknown>, more: Record<string, unknown> = {}) => ({
  Image: 'nginx',
  ...more,
  HostConfig,
});

/** Each rule by requests that break it alone, per kind it applies to. */
const BREACHES: readonly (readonly [RuleName, AdmissionKind, unknown])[] = [
  ['unknown-setting', 'container.create', host({ Frobnicate: true })],
  ['unknown-setting', 'container.create', { Image: 'a', hostconfig: { Privileged: true } }],
  ['unknown-setting', 'container.create', host({ privileged: true })],
  [
    'unknown-setting',
    'container.create',
    host({ Mounts: [{ Type: 'volume', Source: 'v', Target: '/v', type: 'bind' }] }),
  ],
  ['unknown-setting', 'container.create', host({ maskedpaths: [] })],
  ['unknown-setting', 'container.update', { Binds: ['/:/host'] }],
  ['unknown-setting', 'container.update', { Privileged: true }],
  ['unknown-setting', 'container.exec', { Cmd: ['a'], NewOption: 1 }],
  ['unknown-setting', 'volume.create', { Name: 'v', NewOption: 1 }],
  ['unknown-setting', 'network.create', { Name: 'n', NewOption: 1 }],
  ['unknown-setting', 'image.pull', { fromImage: 'a', newOption: 1 }],
  ['unknown-setting', 'image.build', { newoption: 1 }],
  ['malformed-setting', 'container.create', host({ Memory: '64m' })],
  ['malformed-setting', 'container.create', { Image: '' }],
  ['malformed-setting', 'container.update', { RestartPolicy: { Name: 'sometimes' } }],
  ['malformed-setting', 'container.exec', { Cmd: [1] }],
  ['malformed-setting', 'volume.create', { Name: 1 }],
  ['malformed-setting', 'network.create', { Internal: 'yes' }],
  ['malformed-setting', 'image.pull', { tag: 'latest' }],
  ['malformed-setting', 'image.pull', { fromImage: 'http://evil.example/a' }],
  ['malformed-setting', 'image.pull', { fromImage: 'user:password@evil.example/a' }],
  ['malformed-setting', 'image.build', { nocache: 'perhaps' }],
  ['privileged', 'container.create', host({ Privileged: true })],
  ['privileged', 'container.exec', { Cmd: ['a'], Privileged: true }],
  ['capabilities', 'container.create', host({ CapAdd: ['NET_BIND_SERVICE', 'SYS_ADMIN'] })],
  ['capabilities', 'container.create', host({ CapAdd: ['ALL'] })],
  ['devices', 'container.create', host({ Devices: [{ PathOnHost: '/dev/sda' }] })],
  ['devices', 'container.create', host({ DeviceRequests: [{ Count: -1 }] })],
  ['devices', 'container.create', host({ DeviceCgroupRules: ['a *:* rwm'] })],
  ['devices', 'container.update', { Devices: [{ PathOnHost: '/dev/sda' }] }],
  ['host-namespace', 'container.create', host({ PidMode: 'host' })],
  ['host-namespace', 'container.create', host({ NetworkMode: 'host' })],
  ['host-namespace', 'container.create', host({ IpcMode: 'host' })],
  ['host-namespace', 'container.create', host({ UTSMode: 'host' })],
  ['host-namespace', 'container.create', host({ UsernsMode: 'host' })],
  ['host-namespace', 'container.create', host({ CgroupnsMode: 'host' })],
  ['host-namespace', 'container.create', { Image: 'a', NetworkingConfig: { EndpointsConfig: { host: {} } } }],
  ['host-namespace', 'image.build', { networkmode: 'host' }],
  ['foreign-namespace', 'container.create', host({ PidMode: 'container:other' })],
  ['foreign-namespace', 'container.create', host({ NetworkMode: 'container:other' })],
  ['foreign-namespace', 'container.create', host({ IpcMode: 'container:other' })],
  ['foreign-namespace', 'container.create', host({ Cgroup: 'container:other' })],
  ['foreign-namespace', 'image.build', { networkmode: 'container:other' }],
  ['host-path', 'container.create', host({ Binds: ['/etc:/e'] })],
  ['host-path', 'container.create', host({ Binds: ['/srv/database:/d'] })],
  ['host-path', 'container.create', host({ Binds: ['/srv/data/../../etc:/e'] })],
  ['host-path', 'container.create', host({ Binds: ['../etc:/e'] })],
  ['host-path', 'container.create', host({ Mounts: [{ Type: 'bind', Source: '/etc', Target: '/e' }] })],
  ['protected-path', 'container.create', host({ Binds: ['/var/run/docker.sock:/s'] })],
  ['protected-path', 'container.create', host({ Binds: ['//var//run/docker.sock:/s'] })],
  ['protected-path', 'container.create', host({ Mounts: [{ Type: 'bind', Source: '/', Target: '/host' }] })],
  ['protected-path', 'container.create', host({ Binds: ['/var/lib:/l'] })],
  ['protected-path', 'container.create', host({ Binds: ['/var/lib/izaos/audit.db:/a'] })],
  ['protected-path', 'container.create', host({ Binds: ['/proc/1/root/srv/data:/a'] })],
  ['mount-type', 'container.create', host({ Mounts: [{ Type: 'npipe', Source: 'x', Target: '/p' }] })],
  ['mount-type', 'container.create', host({ Mounts: [{ Type: 'Bind', Source: '/etc', Target: '/p' }] })],
  ['mount-propagation', 'container.create', host({ Binds: ['/srv/data:/d:rshared'] })],
  [
    'mount-propagation',
    'container.create',
    host({
      Mounts: [{ Type: 'bind', Source: '/srv/data', Target: '/d', BindOptions: { Propagation: 'shared' } }],
    }),
  ],
  ['volume-driver', 'container.create', host({ VolumeDriver: 'nfs' })],
  [
    'volume-driver',
    'container.create',
    host({ Mounts: [{ Type: 'volume', Target: '/d', VolumeOptions: { DriverConfig: { Name: 'sshfs' } } }] }),
  ],
  ['volume-driver', 'volume.create', { Name: 'v', Driver: 'rexray' }],
  [
    'volume-options',
    'container.create',
    host({
      Mounts: [
        {
          Type: 'volume',
          Target: '/d',
          VolumeOptions: {
            DriverConfig: { Name: 'local', Options: { type: 'none', o: 'bind', device: '/etc' } },
          },
        },
      ],
    }),
  ],
  ['volume-options', 'volume.create', { Name: 'v', DriverOpts: { type: 'none', o: 'bind', device: '/etc' } }],
  ['volume-options', 'volume.create', { Name: 'v', DriverOpts: { type: 'ext4', device: '/dev/sda1' } }],
  ['volume-options', 'volume.create', { Name: 'v', DriverOpts: { type: 'tmpfs', device: '/etc' } }],
  ['volumes-from', 'container.create', host({ VolumesFrom: ['other'] })],
  ['volumes-from', 'container.create', host({ Links: ['other:db'] })],
  ['tmpfs-options', 'container.create', host({ Tmpfs: { '/t': 'size=1m,suid' } })],
  [
    'tmpfs-options',
    'volume.create',
    { Name: 'v', DriverOpts: { type: 'tmpfs', device: 'tmpfs', o: 'size=1m,bind' } },
  ],
  ['security-options', 'container.create', host({ SecurityOpt: ['seccomp=unconfined'] })],
  ['security-options', 'container.create', host({ SecurityOpt: ['label=disable'] })],
  ['security-options', 'container.create', host({ SecurityOpt: ['no-new-privileges:false'] })],
  ['security-options', 'container.create', host({ MaskedPaths: [] })],
  ['security-options', 'container.create', host({ ReadonlyPaths: ['/proc/bus'] })],
  ['sysctls', 'container.create', host({ Sysctls: { 'kernel.core_pattern': '|/evil' } })],
  ['runtime', 'container.create', host({ Runtime: 'evil' })],
  ['runtime', 'container.create', host({ CgroupParent: '/system.slice' })],
  ['runtime', 'container.create', host({ Annotations: { a: 'b' } })],
  ['runtime', 'container.update', { CgroupParent: '/x' }],
  ['runtime', 'image.build', { cgroupparent: '/x' }],
  ['oom-protection', 'container.create', host({ OomScoreAdj: -500 })],
  ['oom-protection', 'container.create', host({ OomKillDisable: true })],
  ['oom-protection', 'container.update', { OomKillDisable: true }],
  ['real-time', 'container.create', host({ CpuRealtimeRuntime: 950_000 })],
  ['real-time', 'container.update', { CpuRealtimePeriod: 1 }],
  ['ulimits', 'container.create', host({ Ulimits: [{ Name: 'rtprio', Soft: 99, Hard: 99 }] })],
  ['ulimits', 'container.update', { Ulimits: [{ Name: 'memlock', Soft: -1, Hard: -1 }] }],
  ['log-driver', 'container.create', host({ LogConfig: { Type: 'syslog', Config: {} } })],
  [
    'log-driver',
    'container.create',
    host({ LogConfig: { Type: 'json-file', Config: { 'syslog-address': 'x' } } }),
  ],
  ['host-gateway', 'container.create', host({ ExtraHosts: ['h:host-gateway'] })],
  ['host-gateway', 'image.build', { extrahosts: 'h:host-gateway' }],
  ['storage-options', 'container.create', host({ StorageOpt: { 'dm.loop': 'x' } })],
  [
    'publish-address',
    'container.create',
    host({ PortBindings: { '80/tcp': [{ HostIp: '0.0.0.0', HostPort: '80' }] } }),
  ],
  ['publish-address', 'container.create', host({ PortBindings: { '80/tcp': [{ HostPort: '80' }] } })],
  ['publish-address', 'container.create', host({ PublishAllPorts: true })],
  [
    'publish-address',
    'network.create',
    { Name: 'n', Options: { 'com.docker.network.bridge.host_binding_ipv4': '0.0.0.0' } },
  ],
  ['private-registry', 'container.create', { Image: '10.0.0.5/a' }],
  ['private-registry', 'image.pull', { fromImage: '127.0.0.1:2375/a' }],
  ['private-registry', 'image.pull', { fromImage: 'localhost/a' }],
  ['private-registry', 'image.pull', { fromImage: '169.254.169.254/latest' }],
  ['private-registry', 'image.pull', { fromImage: 'registry:5000/a' }],
  ['private-registry', 'image.pull', { fromImage: '127.1/a' }],
  ['private-registry', 'image.pull', { fromImage: '0x7f.1/a' }],
  ['private-registry', 'image.pull', { fromImage: '[::1]:5000/a' }],
  ['private-registry', 'image.pull', { fromImage: '[::ffff:10.0.0.1]/a' }],
  ['private-registry', 'image.pull', { fromImage: 'metadata.google.internal/a' }],
  ['private-registry', 'image.build', { sources: { images: ['192.168.1.1/base'] } }],
  ['image-import', 'image.pull', { fromImage: 'a', fromSrc: 'http://evil.example/x.tar' }],
  ['command-required', 'container.exec', {}],
  ['network-driver', 'network.create', { Name: 'n', Driver: 'macvlan' }],
  ['network-driver', 'network.create', { Name: 'n', Driver: 'host' }],
  ['network-options', 'network.create', { Name: 'n', Options: { parent: 'eth0' } }],
  ['network-options', 'network.create', { Name: 'n', Options: { 'com.docker.network.bridge.name': 'br0' } }],
  [
    'network-options',
    'container.create',
    {
      Image: 'a',
      NetworkingConfig: {
        EndpointsConfig: { n: { DriverOpts: { 'com.docker.network.endpoint.sysctls': 'x' } } },
      },
    },
  ],
  ['build-remote', 'image.build', { remote: 'http://evil.example/x.tar' }],
  ['build-remote', 'image.build', { sources: { images: [], urls: ['http://169.254.169.254/'] } }],
  ['build-options', 'image.build', { outputs: 'type=local' }],
];

describe('the admission policy', () => {
  it.each(BREACHES)('%s: refuses %s of %j', (rule, kind, settings) => {
    expect(rules(kind, settings)).toEqual([rule]);
  });

  it.each([
    ['image-registry', 'container.create', { Image: 'quay.io/a' }],
    ['image-registry', 'container.create', { Image: `sha256:${'a'.repeat(64)}` }],
    ['image-registry', 'image.pull', { fromImage: 'nginx' }],
    ['image-registry', 'image.build', { sources: { images: ['nginx'], urls: [] } }],
  ] as const)('%s: with a list of registries, refuses %s of %j', (rule, kind, settings) => {
    expect(rules(kind, settings, { allowedRegistries: ['ghcr.io'] })).toEqual([rule]);
  });

  it('has for each rule, and each kind it says it applies to, a request above that breaks it', () => {
    const shown = new Set(BREACHES.map(([rule, kind]) => `${rule} ${kind}`));
    const claimed = Object.entries(RULES).flatMap(([name, { appliesTo }]) =>
      appliesTo.map((kind) => `${name} ${kind}`),
    );
    expect(claimed.filter((claim) => !shown.has(claim) && !claim.startsWith('image-registry'))).toEqual([]);
  });

  it('names every reason, with its setting', () => {
    const found = violations(
      'container.create',
      host({ Privileged: true, PidMode: 'host', Binds: ['/:/host', 'v:/v', '/etc:/etc'], New: 1 }),
    );
    expect(found.map(({ rule, setting }) => [rule, setting])).toEqual([
      ['privileged', 'HostConfig.Privileged'],
      ['host-namespace', 'HostConfig.PidMode'],
      ['protected-path', 'HostConfig.Binds[0]'],
      ['host-path', 'HostConfig.Binds[2]'],
      ['unknown-setting', 'HostConfig.New'],
    ]);
    for (const { message } of found) expect(message).toMatch(/\w.*[.)]$/);
  });

  it('lets everyday requests pass', () => {
    const create = {
      Image: 'ghcr.io/acme/web:1.2',
      Cmd: ['serve'],
      Env: ['A=b'],
      Labels: { app: 'web' },
      ExposedPorts: { '80/tcp': {} },
      Healthcheck: { Test: ['CMD', 'true'], Interval: 1_000_000_000 },
      HostConfig: {
        Binds: ['data:/data:ro', '/srv/data/web:/www:ro,rprivate', '/cache'],
        Mounts: [
          {
            Type: 'volume',
            Source: 'v',
            Target: '/v',
            VolumeOptions: { Labels: { a: 'b' }, DriverConfig: { Name: 'local', Options: {} } },
          },
          { Type: 'tmpfs', Target: '/t', TmpfsOptions: { SizeBytes: 1024 } },
        ],
        Tmpfs: { '/run': 'size=64m,mode=1777,noexec' },
        PortBindings: { '80/tcp': [{ HostIp: '127.0.0.1', HostPort: '8080' }], '81/tcp': null },
        NetworkMode: 'shop',
        CapAdd: ['cap_net_bind_service'],
        CapDrop: ['ALL'],
        SecurityOpt: ['no-new-privileges'],
        Sysctls: { 'net.ipv4.ip_unprivileged_port_start': '0' },
        Ulimits: [{ Name: 'nofile', Soft: 1024, Hard: 2048 }],
        LogConfig: { Type: 'json-file', Config: { 'max-size': '10m' } },
        RestartPolicy: { Name: 'on-failure', MaximumRetryCount: 3 },
        Memory: 67_108_864,
        NanoCpus: 500_000_000,
        PidsLimit: 100,
        OomScoreAdj: 500,
        Privileged: false,
        PidMode: '',
        Devices: [],
        MaskedPaths: null,
      },
      NetworkingConfig: { EndpointsConfig: { shop: { Aliases: ['web'] } } },
    };
    expect(violations('container.create', create)).toEqual([]);
    expect(violations('container.update', { Memory: 1, RestartPolicy: { Name: 'always' } })).toEqual([]);
    expect(
      violations('container.exec', {
        Cmd: ['sh', '-c', 'id'],
        User: 'root',
        Env: ['A=b'],
        AttachStdout: true,
        Privileged: false,
      }),
    ).toEqual([]);
    expect(violations('volume.create', { Name: 'v', Driver: 'local', Labels: { a: 'b' } })).toEqual([]);
    expect(
      violations('volume.create', {
        Name: 'v',
        DriverOpts: { type: 'tmpfs', device: 'tmpfs', o: 'size=100m,uid=1000' },
      }),
    ).toEqual([]);
    expect(
      violations('network.create', {
        Name: 'n',
        Driver: 'bridge',
        Internal: true,
        IPAM: { Config: [{ Subnet: '10.9.0.0/24' }] },
      }),
    ).toEqual([]);
    expect(violations('image.pull', { fromImage: 'nginx', tag: '1.27' })).toEqual([]);
    expect(
      violations('image.build', {
        t: ['a:1'],
        dockerfile: 'Dockerfile',
        nocache: true,
        sources: { images: ['scratch', 'nginx'], urls: [] },
      }),
    ).toEqual([]);
  });

  it('allows what the settings list', () => {
    expect(
      violations(
        'image.pull',
        { fromImage: 'registry.lan:5000/a' },
        { allowedRegistries: ['registry.lan:5000'] },
      ),
    ).toEqual([]);
    expect(
      violations(
        'image.pull',
        { fromImage: 'eu.registry.example/a' },
        { allowedRegistries: ['*.registry.example'] },
      ),
    ).toEqual([]);
    expect(
      rules(
        'image.pull',
        { fromImage: 'evilregistry.example/a' },
        { allowedRegistries: ['*.registry.example'] },
      ),
    ).toEqual(['image-registry']);
    const ports = host({ PortBindings: { '80/tcp': [{ HostIp: '192.0.2.7', HostPort: '' }] } });
    expect(violations('container.create', ports, { allowedPublishAddresses: ['0.0.0.0'] })).toEqual([]);
    expect(
      violations('container.create', host({ CapAdd: ['SYS_ADMIN'] }), { allowedCapabilities: ['ALL'] }),
    ).toEqual([]);
    expect(
      rules('container.create', host({ Binds: ['/etc:/e', '/proc:/p', '/run:/r'] }), {
        allowedBindPaths: ['/'],
      }),
    ).toEqual(['protected-path']);
  });

  it('refuses a member that it does not know, wherever and whatever it is', () => {
    const place = fc.constantFrom<(name: string, value: unknown) => [AdmissionKind, unknown]>(
      (name, value) => ['container.create', { Image: 'a', [name]: value }],
      (name, value) => ['container.create', host({ [name]: value })],
      (name, value) => [
        'container.create',
        host({ Mounts: [{ Type: 'volume', Target: '/v', [name]: value }] }),
      ],
      (name, value) => ['container.create', host({ LogConfig: { Type: 'local', [name]: value } })],
      (name, value) => [
        'container.create',
        { Image: 'a', NetworkingConfig: { EndpointsConfig: { n: { [name]: value } } } },
      ],
      (name, value) => ['container.update', { [name]: value }],
      (name, value) => ['container.exec', { Cmd: ['a'], [name]: value }],
      (name, value) => ['volume.create', { [name]: value }],
      (name, value) => ['network.create', { [name]: value }],
      (name, value) => ['image.pull', { fromImage: 'a', [name]: value }],
      (name, value) => ['image.build', { [name]: value }],
    );
    // Known names in another letter case are unknown names, too; members named by an odd character stand for "anything else".
    const name = fc.oneof(
      fc.string({ minLength: 1 }).map((text) => `${text}¶`),
      fc.constantFrom(
        'privileged',
        'PRIVILEGED',
        'binds',
        'hostconfig',
        'HOSTCONFIG',
        'mounts',
        'pidmode',
        'cmd',
        'driveropts',
        '__proto__',
        'constructor',
      ),
    );
    fc.assert(
      fc.property(place, name, fc.jsonValue(), (put, key, value) => {
        const [kind, settings] = put(key, value);
        // As it arrives: an own member even when it is named __proto__.
        const arrived: unknown = JSON.parse(JSON.stringify(settings));
        if (key === '__proto__') Object.defineProperty(arrived, key, { value, enumerable: true });
        expect(violations(kind, arrived)).not.toEqual([]);
      }),
      { numRuns: 2000 },
    );
  });

  it('judges any JSON without failing', () => {
    const kinds = fc.constantFrom<AdmissionKind>(
      'container.create',
      'container.update',
      'container.exec',
      'volume.create',
      'network.create',
      'image.pull',
      'image.build',
    );
    const known = fc.constantFrom(
      'Image',
      'HostConfig',
      'Binds',
      'Mounts',
      'Cmd',
      'PortBindings',
      'NetworkingConfig',
      'EndpointsConfig',
      'fromImage',
      'sources',
      'images',
      'Ulimits',
      'IPAM',
      'Config',
    );
    const value = fc.letrec<{ tree: unknown }>((tie) => ({
      tree: fc.oneof(
        { depthSize: 'small' },
        fc.jsonValue(),
        fc.dictionary(known, tie('tree')),
        fc.array(tie('tree'), { maxLength: 3 }),
      ),
    })).tree;
    fc.assert(
      fc.property(kinds, value, (kind, settings) => {
        expect(violations(kind, settings)).toBeInstanceOf(Array);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('paths of this machine', () => {
  let folder: string;

  beforeAll(() => {
    folder = realpathSync(mkdtempSync(join(tmpdir(), 'iza-policy-')));
    mkdirSync(join(folder, 'allowed/inside'), { recursive: true });
    mkdirSync(join(folder, 'secret'));
    symlinkSync(join(folder, 'secret'), join(folder, 'allowed/link'));
    symlinkSync('../secret', join(folder, 'allowed/relative'));
    symlinkSync(join(folder, 'secret/not-yet'), join(folder, 'allowed/dangling'));
    symlinkSync('loop', join(folder, 'allowed/loop'));
    symlinkSync(join(folder, 'allowed'), join(folder, 'alias'));
    symlinkSync('/var/run/docker.sock', join(folder, 'allowed/socket'));
  });

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const judged = (path: string, localPaths = true) =>
    rules(
      'container.create',
      host({ Binds: [`${join(folder, path)}:/x`] }),
      { allowedBindPaths: [join(folder, 'allowed')] },
      localPaths,
    );

  it.each(['allowed', 'allowed/inside', 'allowed/new/deep', 'alias/inside'])('%s is allowed', (path) => {
    expect(judged(path)).toEqual([]);
  });

  it.each([
    'allowed/link',
    'allowed/link/deep',
    'allowed/relative',
    'allowed/dangling',
    'secret',
    'allowed-not',
    'alias/link',
  ])('%s leads out', (path) => {
    expect(judged(path)).toEqual(['host-path']);
  });

  it.each(['allowed/socket', 'allowed/loop'])('%s leads to what is protected, or nowhere', (path) => {
    expect(judged(path)).toEqual(['protected-path']);
  });

  it('are judged by their text when they are of another machine', () => {
    expect(judged('allowed/link', false)).toEqual([]);
    expect(judged('alias/inside', false)).toEqual(['host-path']);
  });
});
