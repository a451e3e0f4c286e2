import { describe, expect, test } from 'vitest';
import {
  readBytes,
  readMount,
  readPort,
  readQueryVariable,
  readRestart,
  readSince,
  readUntil,
  readVariable,
} from './read-values.ts';

describe('values of flags', () => {
  test.each([
    ['256m', 268_435_456],
    ['1.5g', 1_610_612_736],
    ['1024', 1024],
    ['64KiB', 65_536],
  ])('%s is a size', (text, bytes) => expect(readBytes(text, '--memory')).toBe(bytes));

  test.each(['', 'm', '1x', '-1m', '1 2', '99999999t'])('"%s" is no size', (text) =>
    expect(() => readBytes(text, '--memory')).toThrow('--memory'),
  );

  test.each([
    ['80', { containerPort: 80, protocol: 'TCP' }],
    ['8080:80', { hostPort: 8080, containerPort: 80, protocol: 'TCP' }],
    [
      '127.0.0.1:8080:80/udp',
      { hostAddress: '127.0.0.1', hostPort: 8080, containerPort: 80, protocol: 'UDP' },
    ],
    ['127.0.0.1::80', { hostAddress: '127.0.0.1', containerPort: 80, protocol: 'TCP' }],
    ['[::1]:1:2', { hostAddress: '::1', hostPort: 1, containerPort: 2, protocol: 'TCP' }],
  ])('%s is a port', (text, port) => expect(readPort(text)).toEqual(port));

  test.each(['x', '80/icmp', '1:2:3:4', ''])('"%s" is no port', (text) =>
    expect(() => readPort(text)).toThrow('--publish'),
  );

  test('a source with a slash is a directory of the host, any other a volume', () => {
    expect(readMount('/srv:/data:ro')).toEqual({
      type: 'BIND',
      source: '/srv',
      target: '/data',
      readOnly: true,
    });
    expect(readMount('data:/data')).toEqual({
      type: 'VOLUME',
      source: 'data',
      target: '/data',
      readOnly: false,
    });
    for (const text of ['data', 'a:b', '/a:/b:rx', '/a:/b:ro:z'])
      expect(() => readMount(text)).toThrow('--volume');
  });

  test('a variable without a value takes it from the environment', () => {
    expect(readVariable('A=b=c', '--env', {})).toEqual({ name: 'A', value: 'b=c' });
    expect(readVariable('HOME', '--env', { HOME: '/root' })).toEqual({ name: 'HOME', value: '/root' });
    expect(() => readVariable('NOPE', '--env', {})).toThrow('--env');
  });

  test('restart policies are those of docker', () => {
    expect(readRestart('on-failure:3')).toEqual({ mode: 'ON_FAILURE', maximumRetries: 3 });
    expect(readRestart('unless-stopped')).toEqual({ mode: 'UNLESS_STOPPED' });
    expect(() => readRestart('always:3')).toThrow('--restart');
  });

  test('a query variable is JSON where it is JSON', () => {
    expect(readQueryVariable('n=5')).toEqual(['n', 5]);
    expect(readQueryVariable('s=web')).toEqual(['s', 'web']);
    expect(readQueryVariable('o={"a":[1]}')).toEqual(['o', { a: [1] }]);
    expect(readQueryVariable('version=5', () => true)).toEqual(['version', '5']);
  });

  test('--expires takes a span ahead or an instant', () => {
    expect(readUntil('30d', '--expires', Date.parse('2026-01-01T00:00:00Z'))).toBe(
      '2026-01-31T00:00:00.000Z',
    );
    expect(() => readUntil('never', '--expires')).toThrow('--expires');
  });

  test('--since takes a span or an instant', () => {
    expect(readSince('10m', Date.parse('2026-01-01T00:10:00Z'))).toBe('2026-01-01T00:00:00.000Z');
    expect(readSince('2026-01-01T00:00:00Z')).toBe('2026-01-01T00:00:00.000Z');
    expect(() => readSince('yesterday')).toThrow('--since');
  });
});
