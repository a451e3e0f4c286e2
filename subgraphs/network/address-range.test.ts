import { assert, integer, ipV4, ipV6, property } from 'fast-check';
import { expect, test } from 'vitest';
import { inRange, parseRange } from './address-range.ts';

test.each([
  ['10.20.0.0/24', true, '10.20.0.0/24'],
  ['10.20.0.5/24', false, '10.20.0.0/24'],
  ['255.255.255.255/32', true, '255.255.255.255/32'],
  ['0.0.0.0/0', true, '0.0.0.0/0'],
  ['fd00::/64', true, 'fd00::/64'],
  ['FD00:0:0::/48', true, 'fd00::/48'],
  ['fd00::1:0:0:0:1/64', false, 'fd00:0:0:1::/64'],
  ['::1/128', true, '::1/128'],
  ['::ffff:10.0.0.1/96', false, '::ffff:0.0.0.0/96'],
])('%s is a range; that it begins at its first address is %s', (cidr, aligned, network) => {
  expect(parseRange(cidr)).toMatchObject({ aligned, network });
});

test.each([
  '',
  '10.0.0.0',
  '10.0.0/24',
  '10.0.0.0/33',
  '10.0.0.0/-1',
  '10.0.0.256/8',
  'fd00::/129',
  ':::/64',
  'fe80::1%eth0/64',
  '10.0.0.0/8 ',
])('"%s" is no range', (text) => {
  expect(parseRange(text)).toBeUndefined();
});

test('the first address of any range is in it and begins it', () => {
  assert(
    property(ipV4(), integer({ min: 0, max: 32 }), (address, length) => {
      const range = parseRange(`${address}/${length}`)!;
      expect(parseRange(range.network)).toMatchObject({ aligned: true, network: range.network });
      expect(inRange(address, range)).toBe(true);
      expect(inRange(range.network.split('/')[0]!, range)).toBe(true);
    }),
  );
  assert(
    property(ipV6(), integer({ min: 0, max: 128 }), (address, length) => {
      const range = parseRange(`${address}/${length}`)!;
      expect(parseRange(range.network)).toMatchObject({ aligned: true, network: range.network });
      expect(inRange(address, range)).toBe(true);
    }),
  );
});

test('an address of the other family or outside is not in a range', () => {
  const range = parseRange('10.0.0.0/8')!;
  expect(inRange('11.0.0.1', range)).toBe(false);
  expect(inRange('::ffff:10.0.0.1', range)).toBe(false);
  expect(inRange('nonsense', range)).toBe(false);
});
