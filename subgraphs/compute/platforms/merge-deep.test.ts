import { expect, test } from 'vitest';
import { mergeDeep } from './merge-deep.ts';

test('objects are joined, everything else replaces', () => {
  const merged = mergeDeep({ A: 1, H: { x: [1, 2], y: 2 } }, { H: { x: [3], z: { deep: true } }, B: null });
  expect(merged).toEqual({ A: 1, B: null, H: { x: [3], y: 2, z: { deep: true } } });
});

test.each([
  [{ hostconfig: {} }, 'input.native.hostconfig'],
  [{ HostConfig: { privileged: true, Privileged: false } }, 'input.native.HostConfig.Privileged'],
  [{ HostConfig: { Binds: [] }, HOSTCONFIG: {} }, 'input.native.HOSTCONFIG'],
  [JSON.parse('{"__proto__": {"Privileged": true}}'), 'input.native.__proto__'],
  [JSON.parse('{"HostConfig": {"__proto__": {"Privileged": true}}}'), 'input.native.HostConfig.__proto__'],
])('a second spelling of one member is refused: %j', (over, field) => {
  expect(() => mergeDeep({ HostConfig: {} }, over)).toThrow(
    expect.objectContaining({ code: 'BAD_USER_INPUT', details: { field } }),
  );
});
