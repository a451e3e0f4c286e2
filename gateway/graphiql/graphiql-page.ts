import type { IncomingMessage, ServerResponse } from 'node:http';

export interface GraphiqlPage {
  send(request: IncomingMessage, response: ServerResponse): Promise<void>;
}

export function createGraphiqlPage(): GraphiqlPage {
  return {
    async send(_request, response) {
      response
        .writeHead(200, { 'content-type': 'text/html; charset=utf-8' })
        .end('<!doctype html><title>IzaOS</title>');
    },
  };
}
