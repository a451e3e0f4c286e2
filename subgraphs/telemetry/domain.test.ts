import { describe, expect, test } from 'vitest';
import { deriveMachineFigures, deriveWorkloadFigures } from './domain.ts';
import { machineReading, workloadFacts, workloadReading } from './testing/made-up-readings.ts';

describe('figures of a workload', () => {
  const workload = workloadFacts({ name: 'web' });
  const first = workloadReading(workload, { monotonicMs: 1_000, cpuSeconds: 10, networkReceivedBytes: 500 });

  test('rates are means over the time between two readings', () => {
    const second = workloadReading(workload, {
      monotonicMs: 3_000,
      cpuSeconds: 13,
      networkReceivedBytes: 2_500,
    });
    const figures = deriveWorkloadFigures(second, first);
    expect(figures.cpuCores).toBe(1.5);
    expect(figures.networkReceivedBytesPerSecond).toBe(1_000);
  });

  test('the first reading and the first of another run give no rates', () => {
    const restarted = workloadReading(workload, { run: 'another', monotonicMs: 3_000, cpuSeconds: 13 });
    expect(deriveWorkloadFigures(first, undefined).cpuCores).toBeUndefined();
    expect(deriveWorkloadFigures(restarted, first).cpuCores).toBeUndefined();
  });

  test('a counter that went backwards or is not told gives no rate, and the others do', () => {
    const second = workloadReading(workload, {
      monotonicMs: 2_000,
      cpuSeconds: 11,
      networkReceivedBytes: 100,
    });
    const figures = deriveWorkloadFigures(second, first);
    expect(figures).toMatchObject({ cpuCores: 1, networkReceivedBytesPerSecond: undefined });
    expect(figures.blockReadBytesPerSecond).toBeUndefined();
  });

  test('throttling is the share of the periods since the reading before, and unknown without a limit', () => {
    const before = workloadReading(workload, { cpuPeriods: 100, cpuThrottledPeriods: 50 });
    const ratioAt = (cpuPeriods: number, cpuThrottledPeriods: number) =>
      deriveWorkloadFigures(
        workloadReading(workload, { monotonicMs: 2_000, cpuPeriods, cpuThrottledPeriods }),
        before,
      ).cpuThrottledRatio;
    expect(ratioAt(110, 55)).toBe(0.5);
    expect(ratioAt(100, 50)).toBe(0);
    expect(ratioAt(0, 0)).toBeUndefined();
  });

  test('OOM kills count from the reading before, not from the start of the watching', () => {
    const before = workloadReading(workload, { oomKills: 3 });
    const after = workloadReading(workload, { monotonicMs: 2_000, oomKills: 5 });
    expect(deriveWorkloadFigures(before, undefined).newOomKills).toBe(0);
    expect(deriveWorkloadFigures(after, before).newOomKills).toBe(2);
  });

  test('memory has a ratio only where it has a limit', () => {
    const limited = workloadReading(workload, { memoryBytes: 50, memoryLimitBytes: 200 });
    expect(deriveWorkloadFigures(limited, undefined).memoryRatio).toBe(0.25);
    expect(
      deriveWorkloadFigures(workloadReading(workload, { memoryBytes: 50 }), undefined).memoryRatio,
    ).toBeUndefined();
  });
});

describe('figures of a machine', () => {
  const machine = { id: 'id', name: 'here', endpoint: 'host' };

  test('waiting for disks is not being busy, and each processor has its own share', () => {
    const before = machineReading({
      cores: [
        { busy: 10, idle: 10, iowait: 0 },
        { busy: 0, idle: 20, iowait: 0 },
      ],
    });
    const after = machineReading({
      cores: [
        { busy: 13, idle: 10, iowait: 1 },
        { busy: 0, idle: 22, iowait: 2 },
      ],
    });
    const figures = deriveMachineFigures(machine, after, before);
    expect(figures.coreRatios.get(0)).toBe(0.75);
    expect(figures.coreRatios.get(1)).toBe(0);
    expect(figures.cpuRatio).toBe(0.375);
  });

  test('idle time that the kernel corrects backwards does not make more than all processors busy', () => {
    const before = machineReading({ cores: [{ busy: 10, idle: 100, iowait: 9 }] });
    const after = machineReading({ cores: [{ busy: 11, idle: 100, iowait: 7 }] });
    expect(deriveMachineFigures(machine, after, before).cpuRatio).toBe(1);
  });

  test('one reading alone gives no shares', () => {
    const figures = deriveMachineFigures(
      machine,
      machineReading({ cores: [{ busy: 1, idle: 1, iowait: 0 }] }),
      undefined,
    );
    expect(figures.cpuRatio).toBeUndefined();
    expect(figures.coreRatios.size).toBe(0);
  });
});
