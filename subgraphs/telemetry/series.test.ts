import { describe, expect, test } from 'vitest';
import { Series } from './series.ts';

describe('a series', () => {
  test('gives means over equal parts of the window, oldest first, and leaves out empty parts', () => {
    const series = new Series({ columns: 1 });
    for (const [at, value] of [
      [1_000, 1],
      [2_000, 3],
      [9_000, 10],
    ] as const) {
      series.push(at, [value]);
    }
    expect(series.window({ from: 0, to: 10_000, points: 5 })).toEqual([
      { at: 1_500, values: [2] },
      { at: 9_000, values: [10] },
    ]);
  });

  test('does not take an unknown value for zero', () => {
    const series = new Series({ columns: 2 });
    series.push(1_000, [undefined, 4]);
    series.push(2_000, [8, undefined]);
    expect(series.window({ from: 0, to: 4_000, points: 1 })).toEqual([{ at: 1_500, values: [8, 4] }]);
    expect(series.window({ from: 0, to: 1_000, points: 1 })).toEqual([{ at: 1_000, values: [undefined, 4] }]);
  });

  test('ignores what lies outside of the window', () => {
    const series = new Series({ columns: 1 });
    series.push(1_000, [1]);
    series.push(5_000, [5]);
    expect(series.window({ from: 2_000, to: 5_000, points: 10 }).map(({ values }) => values)).toEqual([[5]]);
  });

  test('reaches back an hour at one sample per second, in memory of fixed size', () => {
    const series = new Series({ columns: 6 });
    const before = series.byteLength;
    const hours = 3;
    const end = hours * 3_600_000;
    for (let at = 1_000; at <= end; at += 1_000) series.push(at, [at / 1_000, 1, 1, 1, 1, 1]);
    const points = series.window({ from: end - 3_600_000, to: end, points: 60 });
    expect(series.byteLength).toBe(before);
    expect(before).toBeLessThan(22_000);
    expect(points).toHaveLength(60);
    for (const { at, values } of points) expect(values[0]).toBeCloseTo(at / 1_000, -1);
  });

  test('takes single samples where it has them and means before, each moment once', () => {
    const series = new Series({ columns: 1, fine: 20, coarse: 20, coarseMs: 10_000 });
    for (let at = 1_000; at <= 100_000; at += 1_000) series.push(at, [1]);
    // 20 single samples of the last 20 s, and means of ten seconds before those.
    const points = series.window({ from: 0, to: 100_000, points: 100 });
    expect(points.filter(({ at }) => at > 80_000)).toHaveLength(20);
    expect(points.filter(({ at }) => at <= 80_000)).toHaveLength(8);
  });
});
