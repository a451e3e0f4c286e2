import type { EmbeddedContainerStatus } from './records.ts';

export type ContainerAction = 'start' | 'stop' | 'restart' | 'pause' | 'unpause' | 'kill' | 'remove' | 'exec';

/** `do`: goes ahead. `nothing`: already so, no error. Otherwise the reason of a CONFLICT, in the engine's words. */
export type Ruling = 'do' | 'nothing' | { readonly refused: string };

const NOT_RUNNING = { refused: 'is not running' } as const;

/** What Docker Engine 20.10 to 28 does with each action in each state. */
const RULES: Readonly<Record<ContainerAction, Readonly<Record<EmbeddedContainerStatus, Ruling>>>> = {
  start: {
    created: 'do',
    running: 'nothing',
    paused: { refused: 'is paused, unpause it instead of starting it' },
    exited: 'do',
  },
  stop: { created: 'nothing', running: 'do', paused: 'do', exited: 'nothing' },
  restart: { created: 'do', running: 'do', paused: 'do', exited: 'do' },
  pause: {
    created: NOT_RUNNING,
    running: 'do',
    paused: { refused: 'is already paused' },
    exited: NOT_RUNNING,
  },
  unpause: {
    created: { refused: 'is not paused' },
    running: { refused: 'is not paused' },
    paused: 'do',
    exited: { refused: 'is not paused' },
  },
  kill: { created: NOT_RUNNING, running: 'do', paused: 'do', exited: NOT_RUNNING },
  remove: {
    created: 'do',
    running: { refused: 'is running: stop it before removing it, or force the removal' },
    paused: { refused: 'is paused: unpause and stop it before removing it, or force the removal' },
    exited: 'do',
  },
  exec: {
    created: NOT_RUNNING,
    running: 'do',
    paused: { refused: 'is paused, unpause it first' },
    exited: NOT_RUNNING,
  },
};

export function ruleOn(action: ContainerAction, status: EmbeddedContainerStatus): Ruling {
  return RULES[action][status];
}

/** Exit codes of signals whose default is to end the program; others change nothing. */
const ENDING_SIGNALS: Readonly<Record<string, number>> = {
  HUP: 1,
  INT: 2,
  QUIT: 3,
  ABRT: 6,
  KILL: 9,
  TERM: 15,
};

/** 128 + number for a signal that ends the program, undefined for one that does not. Names with or without SIG, or numbers. */
export function exitCodeOf(signal: string): number | undefined {
  const name = signal.toUpperCase().replace(/^SIG/, '');
  const number =
    ENDING_SIGNALS[name] ?? Object.values(ENDING_SIGNALS).find((value) => String(value) === name);
  return number === undefined ? undefined : 128 + number;
}
