import { Readable } from 'node:stream';
import { expect, it } from 'vitest';
import { readEvents, SeenEvents } from './event-stream.ts';
import type { DockerEvent } from './documents.ts';

const START = {
  Type: 'container',
  Action: 'start',
  Actor: { ID: 'a', Attributes: { name: 'ü' } },
  time: 5,
  timeNano: 5e9,
};
const DIE = { ...START, Action: 'die', timeNano: 6e9 };

it('reads events whose bytes arrive one by one', async () => {
  const bytes = Buffer.from(`${JSON.stringify(START)}\n${JSON.stringify(DIE)}\n`);
  const events = await all(readEvents(Readable.from([...bytes].map((byte) => Buffer.from([byte])))));
  expect(events).toEqual([START, DIE]);
});

it('leaves out documents without a type and fills in what another engine leaves out', async () => {
  const body = Readable.from([Buffer.from('{"status":"x"}\n{"Type":"image","Action":"tag","time":3}\n')]);
  expect(await all(readEvents(body))).toEqual([
    { Type: 'image', Action: 'tag', Actor: { ID: '', Attributes: {} }, time: 3, timeNano: 3e9 },
  ]);
});

it('tells replayed events from new ones and resumes a second before the newest', () => {
  const seen = new SeenEvents();
  expect(seen.resumeAt).toBeUndefined();
  expect([seen.add(DIE), seen.add(START), seen.add(DIE)]).toEqual([true, true, false]);
  expect(seen.resumeAt).toBe('5.000');
});

it('remembers more events than an engine can replay, and not without bound', () => {
  const seen = new SeenEvents();
  for (let time = 0; time < 5000; time++) seen.add(at(time));
  expect(seen.add(at(4999 - 256))).toBe(false);
  expect(seen.add(at(0))).toBe(true);
});

function at(timeNano: number): DockerEvent {
  return { ...START, timeNano };
}

async function all(events: AsyncIterable<DockerEvent>): Promise<DockerEvent[]> {
  const got: DockerEvent[] = [];
  for await (const event of events) got.push(event);
  return got;
}
