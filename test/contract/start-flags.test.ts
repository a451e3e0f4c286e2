import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { buildProgram } from '#cli/program.ts';
import { parseFlags } from '#gateway/start/flags.ts';

const flags = buildProgram({})
  .commands.find((command) => command.name() === 'start')!
  .options.map(({ long }) => long!);

test('the server takes every flag of iza-ctl start', () => {
  expect(flags.length).toBeGreaterThan(10);
  for (const flag of flags) expect(Object.values(parseFlags([`${flag}=x`]))).toEqual(['x']);
});

test('iza-ctl start has every flag that the configuration guide names', () => {
  const guide = readFileSync(new URL('../../docs/configuration.md', import.meta.url), 'utf8');
  const named = [...guide.matchAll(/^\| .*$/gm)].flatMap(
    ([row]) => row.split('|')[3]?.match(/--[a-z][a-z-]+/g) ?? [],
  );
  expect(flags.toSorted()).toEqual([...new Set(named)].toSorted());
});
