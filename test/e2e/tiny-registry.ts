import { createHash } from 'node:crypto';
import { createServer, type ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import { pack } from 'tar-stream';

/** An image registry on loopback that holds one image of one small layer, for pulls that go somewhere. */
export interface TinyRegistry extends AsyncDisposable {
  /** `127.0.0.1:PORT`. */
  readonly address: string;
  /** Of the one image: `127.0.0.1:PORT/team/app:1`. */
  readonly reference: string;
}

export async function tinyRegistry(): Promise<TinyRegistry> {
  const layer = await layerWith('hello.txt', 'hello');
  const config = Buffer.from(
    JSON.stringify({
      architecture: 'amd64',
      os: 'linux',
      config: { Labels: { 'iza.test': 'base' } },
      rootfs: { type: 'layers', diff_ids: [digestOf(layer)] },
    }),
  );
  const packed = gzipSync(layer);
  const describe = (mediaType: string, content: Buffer) => ({
    mediaType: `application/vnd.docker.${mediaType}`,
    size: content.length,
    digest: digestOf(content),
  });
  const manifest = Buffer.from(
    JSON.stringify({
      schemaVersion: 2,
      mediaType: 'application/vnd.docker.distribution.manifest.v2+json',
      config: describe('container.image.v1+json', config),
      layers: [describe('image.rootfs.diff.tar.gzip', packed)],
    }),
  );
  const blobs = new Map([config, packed].map((content) => [digestOf(content), content]));
  const send = (response: ServerResponse, type: string, content: Buffer) =>
    response
      .writeHead(200, {
        'content-type': type,
        'content-length': content.length,
        'docker-content-digest': digestOf(content),
      })
      .end(content);
  const server = createServer((request, response) => {
    const path = request.url ?? '';
    const [, kind, name] = /^\/v2\/team\/app\/(manifests|blobs)\/(.+)$/.exec(path) ?? [];
    const blob = kind === 'blobs' ? blobs.get(name!) : undefined;
    if (path === '/v2/') send(response, 'application/json', Buffer.from('{}'));
    else if (kind === 'manifests' && (name === '1' || name === digestOf(manifest)))
      send(response, 'application/vnd.docker.distribution.manifest.v2+json', manifest);
    else if (blob) send(response, 'application/octet-stream', blob);
    else
      response
        .writeHead(404, { 'content-type': 'application/json' })
        .end(JSON.stringify({ errors: [{ code: 'MANIFEST_UNKNOWN', message: 'manifest unknown' }] }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { readonly port: number };
  return {
    address: `127.0.0.1:${port}`,
    reference: `127.0.0.1:${port}/team/app:1`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** A tar archive with one file. */
export async function layerWith(name: string, content: string): Promise<Buffer> {
  const archive = pack();
  archive.entry({ name }, content);
  archive.finalize();
  const chunks: Buffer[] = [];
  for await (const chunk of archive) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

function digestOf(content: Buffer): string {
  return `sha256:${createHash('sha256').update(content).digest('hex')}`;
}
