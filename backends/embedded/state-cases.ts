/** For tests: what a container engine does with each call in each state. The embedded one and a real one are both held to it. */
export type Verb = 'start' | 'stop' | 'restart' | 'pause' | 'unpause' | 'kill' | 'remove';

type Status = 'created' | 'running' | 'paused' | 'exited';

/** Calls that bring a new container into a state. */
export const STEPS_TO: Readonly<Record<Status, readonly Verb[]>> = {
  created: [],
  running: ['start'],
  paused: ['start', 'pause'],
  exited: ['start', 'kill'],
};

/** The state afterwards (or `gone`), or the error's code. */
const OUTCOMES: Readonly<Record<Status, Readonly<Record<Verb, Status | 'gone' | 'CONFLICT'>>>> = {
  created: {
    start: 'running',
    stop: 'created',
    restart: 'running',
    pause: 'CONFLICT',
    unpause: 'CONFLICT',
    kill: 'CONFLICT',
    remove: 'gone',
  },
  running: {
    start: 'running',
    stop: 'exited',
    restart: 'running',
    pause: 'paused',
    unpause: 'CONFLICT',
    kill: 'exited',
    remove: 'CONFLICT',
  },
  paused: {
    start: 'CONFLICT',
    stop: 'exited',
    restart: 'running',
    pause: 'CONFLICT',
    unpause: 'running',
    kill: 'exited',
    remove: 'CONFLICT',
  },
  exited: {
    start: 'running',
    stop: 'exited',
    restart: 'running',
    pause: 'CONFLICT',
    unpause: 'CONFLICT',
    kill: 'CONFLICT',
    remove: 'gone',
  },
};

export const STATE_CASES: readonly {
  readonly from: Status;
  readonly verb: Verb;
  readonly outcome: string;
}[] = (Object.keys(OUTCOMES) as Status[]).flatMap((from) =>
  (Object.keys(OUTCOMES[from]) as Verb[]).map((verb) => ({ from, verb, outcome: OUTCOMES[from][verb] })),
);
