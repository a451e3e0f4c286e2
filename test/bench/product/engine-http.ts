import { Agent, request } from 'node:http';

/** The engine's own API over one kept-alive connection: what IzaOS is compared with. */
export function engineHttp(socketPath: string): { get(path: string): Promise<string>; close(): void } {
  const agent = new Agent({ keepAlive: true, maxSockets: 8 });
  return {
    get: (path) =>
      new Promise((resolve, reject) => {
        const sent = request({ socketPath, path, agent }, (response) => {
          const chunks: Buffer[] = [];
          response.on('data', (chunk: Buffer) => chunks.push(chunk));
          response.on('end', () => resolve(Buffer.concat(chunks).toString()));
          response.on('error', reject);
        });
        sent.on('error', reject).end();
      }),
    close: () => agent.destroy(),
  };
}
