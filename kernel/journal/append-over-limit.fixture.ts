/** Appends until the limit on the size of files stops it, has the limit raised, appends again. Prints what happened as JSON. */
import { execFileSync } from 'node:child_process';
import { IzaError } from '../errors.ts';
import { openJournal } from './index.ts';

process.on('SIGXFSZ', () => {});
const journal = await openJournal({ file: process.argv[2]!, chained: true });
let acknowledged = 0;
let failure: unknown;
while (failure === undefined) {
  try {
    ({ sequence: acknowledged } = await journal.append('x'.repeat(5000)));
  } catch (error) {
    failure = error;
  }
}
execFileSync('prlimit', ['--pid', String(process.pid), '--fsize=unlimited:unlimited']);
const { sequence: recovered } = await journal.append('again');
await journal.close();
console.log(
  JSON.stringify({ acknowledged, failure: failure instanceof IzaError && failure.code, recovered }),
);
