import { expect, test } from 'vitest';
import type { Progress } from '../port.ts';
import { layerProgress } from './layer-progress.ts';

function told(lines: readonly Parameters<ReturnType<typeof layerProgress>>[0][]): Progress[] {
  const reports: Progress[] = [];
  const tell = layerProgress((progress) => void reports.push(progress));
  lines.forEach(tell);
  return reports;
}

test('bytes of all layers are told together, and a complete layer counts in full', () => {
  const reports = told([
    { id: 'a', status: 'Downloading', bytesDone: 10, bytesTotal: 100 },
    { id: 'b', status: 'Downloading', bytesDone: 5, bytesTotal: 50 },
    { id: 'a', status: 'Download complete' },
    { id: 'a', status: 'Extracting', bytesDone: 1, bytesTotal: 400 },
  ]);
  expect(reports.map(({ bytesDone, bytesTotal }) => [bytesDone, bytesTotal])).toEqual([
    [10, 100],
    [15, 150],
    [105, 150],
    [105, 150],
  ]);
  expect(reports[2]).toMatchObject({ message: 'a: Download complete', log: 'a: Download complete' });
});

test('steps of a build are told as progress and every line is logged', () => {
  const reports = told([
    { output: 'Step 1/2 : FROM a\n' },
    { output: ' ---> abc\n\n' },
    { output: 'Step 2/2 : RUN b\nout\n' },
  ]);
  expect(reports).toEqual([
    { message: 'Step 1/2 : FROM a', log: 'Step 1/2 : FROM a', percent: 0 },
    { log: ' ---> abc' },
    { message: 'Step 2/2 : RUN b', log: 'Step 2/2 : RUN b', percent: 50 },
    { log: 'out' },
  ]);
});

test('values of variables that a Dockerfile sets are not told', () => {
  const lines = told([
    { output: 'Step 1/9 : ENV A=hunter2 B="hunter2 too" C.d=hunter2\n' },
    { output: 'Step 2/9 : ENV OLD hunter2 and more\n' },
    { output: 'Step 3/9 : ARG D=hunter2\nStep 4/9 : ARG E\n' },
  ]).map(({ log }) => log);
  expect(lines).toEqual([
    'Step 1/9 : ENV A=(withheld) B=(withheld) C.d=(withheld)',
    'Step 2/9 : ENV OLD (withheld)',
    'Step 3/9 : ARG D=(withheld)',
    'Step 4/9 : ARG E',
  ]);
});
