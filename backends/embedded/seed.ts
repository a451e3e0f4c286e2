import { startContainer } from './container-actions.ts';
import { createContainer } from './create-container.ts';
import { fingerprint } from './fingerprint.ts';
import { newImage } from './images.ts';
import { connectNetwork, createNetwork } from './networks.ts';
import type { EmbeddedContainerSpec } from './embedded-endpoint.ts';
import type { EmbeddedImage } from './records.ts';
import { createVolume } from './volumes.ts';
import type { World } from './world.ts';

/** A small shop, the same at every start: web → api → db and cache, over two networks. */
export function seed(world: World): void {
  for (const image of IMAGES) {
    const tag = `izaos-sample/${image.name}`;
    world.images.put(
      newImage(world, { ...image.facts, id: `sha256:${fingerprint('image', tag)}`, tags: [tag] }),
    );
  }
  createNetwork(world, { name: 'shop_frontend', subnet: '172.28.0.0/24', labels: COMPOSE });
  createNetwork(world, { name: 'shop_backend', subnet: '172.28.1.0/24', internal: true, labels: COMPOSE });
  createVolume(world, { name: 'shop_db-data', labels: COMPOSE });
  createVolume(world, { name: 'shop_cache-data', labels: COMPOSE });
  for (const spec of CONTAINERS) {
    const labels = {
      ...COMPOSE,
      'com.docker.compose.service': spec.name.slice('shop-'.length, -'-1'.length),
    };
    const { id } = createContainer(world, { restartPolicy: 'unless-stopped', ...spec, labels });
    startContainer(world, id);
  }
  connectNetwork(world, { network: 'shop_backend', container: 'shop-api-1', aliases: ['api'] });
}

const COMPOSE = { 'com.docker.compose.project': 'shop' } as const;

const IMAGES: readonly { readonly name: string; readonly facts: Partial<EmbeddedImage> }[] = [
  {
    name: 'web:1.0',
    facts: {
      command: ['nginx', '-g', 'daemon off;'],
      exposedPorts: [{ containerPort: 80, protocol: 'tcp' }],
    },
  },
  {
    name: 'api:2.3',
    facts: { command: ['node', 'server.js'], exposedPorts: [{ containerPort: 3000, protocol: 'tcp' }] },
  },
  {
    name: 'postgres:16',
    facts: { command: ['postgres'], exposedPorts: [{ containerPort: 5432, protocol: 'tcp' }] },
  },
  {
    name: 'redis:7',
    facts: { command: ['redis-server'], exposedPorts: [{ containerPort: 6379, protocol: 'tcp' }] },
  },
];

const CONTAINERS: readonly (EmbeddedContainerSpec & { readonly name: string })[] = [
  {
    name: 'shop-db-1',
    image: 'izaos-sample/postgres:16',
    networks: ['shop_backend'],
    mounts: [
      { type: 'volume', source: 'shop_db-data', destination: '/var/lib/postgresql/data', readOnly: false },
    ],
    limits: { memoryBytes: 512 * 2 ** 20 },
  },
  {
    name: 'shop-cache-1',
    image: 'izaos-sample/redis:7',
    networks: ['shop_backend'],
    mounts: [{ type: 'volume', source: 'shop_cache-data', destination: '/data', readOnly: false }],
    limits: { memoryBytes: 128 * 2 ** 20, cpuCores: 0.5 },
  },
  {
    name: 'shop-api-1',
    image: 'izaos-sample/api:2.3',
    networks: ['shop_frontend'],
    environment: ['NODE_ENV=production', 'DATABASE_HOST=db', 'CACHE_HOST=cache'],
    limits: { memoryBytes: 256 * 2 ** 20, cpuCores: 1, pids: 200 },
  },
  {
    name: 'shop-web-1',
    image: 'izaos-sample/web:1.0',
    networks: ['shop_frontend'],
    ports: [{ containerPort: 80, protocol: 'tcp', hostPort: 8080, hostAddress: '127.0.0.1' }],
  },
];
