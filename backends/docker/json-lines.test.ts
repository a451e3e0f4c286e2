import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { JsonLines } from './json-lines.ts';

it('gives the same documents wherever the chunks end, also inside a character', () => {
  fc.assert(
    fc.property(fc.array(fc.jsonValue()), fc.array(fc.nat(40)), (documents, sizes) => {
      const bytes = Buffer.from(documents.map((document) => `${JSON.stringify(document)}\n`).join(''));
      const lines = new JsonLines();
      const got: unknown[] = [];
      let from = 0;
      for (const size of sizes) {
        got.push(...lines.push(bytes.subarray(from, from + size)));
        from += Math.min(size, bytes.length - from);
      }
      got.push(...lines.push(bytes.subarray(from)), ...lines.end());
      expect(got).toEqual(JSON.parse(JSON.stringify(documents)));
    }),
  );
});

it('takes a last line without its end', () => {
  const lines = new JsonLines();
  expect(lines.push(Buffer.from('{"a":1}\r\n\n{"b":'))).toEqual([{ a: 1 }]);
  expect(lines.push(Buffer.from('2}'))).toEqual([]);
  expect(lines.end()).toEqual([{ b: 2 }]);
});

it('refuses what is no JSON, and a line without end', () => {
  expect(() => new JsonLines().push(Buffer.from('<html>\n'))).toThrow(SyntaxError);
  const lines = new JsonLines();
  const megabyte = Buffer.alloc(1024 * 1024, 0x20);
  expect(() => Array.from({ length: 5 }, () => lines.push(megabyte))).toThrow(/longer than/);
});
