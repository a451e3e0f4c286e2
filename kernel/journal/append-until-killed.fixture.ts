/** Appends without end and prints each acknowledged sequence: for the test that kills it. */
import { writeSync } from 'node:fs';
import { openJournal } from './index.ts';

const journal = await openJournal({ file: process.argv[2]!, chained: true });
for (let round = 0; ; round++) {
  const batch = Array.from({ length: 1 + (round % 20) }, (_, index) =>
    journal.append({ round, index }, { keys: [`target:${index}`] }),
  );
  const last = (await Promise.all(batch)).at(-1)!;
  writeSync(1, `${last.sequence}\n`);
}
