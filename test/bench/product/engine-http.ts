import { Agent, request } from 'node:http';

/** The engine's own API over one kept-alive connection: what IzaOS is compared with. */
export function engineHttp(socketPath: string): {
  get(path: string): Promise<string>;
  post(path: string): Promise<string>;
  close(): void;
} {
  const agent = new Agent({ keepAlive: true, maxSockets: 8 });
  const send = (method: string, path: string) =>
    new Promise<string>((resolve, reject) => {
      const sent = request({ socketPath, method, path, agent }, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () => resolve(Buffer.concat(chunks).toString()));
        response.on('error', reject);
      });
      sent.on('error', reject).end();
    });
  return {
    get: (path) => send('GET', path),
    post: (path) => send('POST', path),
    close: () => agent.destroy(),
  };
}
