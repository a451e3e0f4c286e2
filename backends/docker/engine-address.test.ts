import { expect, it } from 'vitest';
import { parseEngineAddress } from './engine-address.ts';

it('reads sockets and hosts as DOCKER_HOST has them', () => {
  expect(parseEngineAddress('unix:///var/run/docker.sock')).toMatchObject({
    kind: 'socket',
    socketPath: '/var/run/docker.sock',
  });
  expect(parseEngineAddress('tcp://10.0.0.1:2375')).toMatchObject({
    hostname: '10.0.0.1',
    port: 2375,
    tls: undefined,
  });
  expect(parseEngineAddress('tcp://[::1]')).toMatchObject({
    hostname: '::1',
    port: 2375,
    display: 'tcp://[::1]:2375',
  });
  expect(parseEngineAddress('tcp://h', { ca: 'x' })).toMatchObject({ port: 2376, tls: { ca: 'x' } });
  expect(parseEngineAddress('https://h:443')).toMatchObject({ port: 443, tls: {} });
});

it.each([
  '',
  'docker.sock',
  'unix://relative',
  'ssh://me@host',
  'npipe:////./pipe/x',
  'tcp://host:1/path',
  'tcp://',
  'ftp://h',
])('says how to write what it cannot use: %j', (host) => {
  expect(() => parseEngineAddress(host)).toThrow(expect.objectContaining({ code: 'BAD_USER_INPUT' }));
});

it('never repeats credentials', () => {
  expect(() => parseEngineAddress('tcp://me:hunter2@host:1')).toThrow(/must not carry credentials/);
  expect(() => parseEngineAddress('tcp://me:hunter2@host:1')).not.toThrow(/hunter2/);
});
