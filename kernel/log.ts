import { pino, type BaseLogger, type DestinationStream } from 'pino';

export type LogLevel = 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'silent';

/** What is logged beside the message; JSON values. Keys that name a secret are redacted whatever their depth. */
export type LogFields = Readonly<Record<string, unknown>>;

/** Structured log: one JSON object per line, safe to show (secrets redacted, control characters escaped). */
export interface Log {
  level: LogLevel;
  trace(message: string, fields?: LogFields): void;
  debug(message: string, fields?: LogFields): void;
  info(message: string, fields?: LogFields): void;
  warn(message: string, fields?: LogFields): void;
  /** `fields.error` is written with stack and causes; it reaches no client. */
  error(message: string, fields?: LogFields): void;
  /** A log that adds `fields` to each line and shares the level. */
  with(fields: LogFields): Log;
}

export interface LogOptions {
  readonly level: LogLevel;
  /** Where lines go; standard error unless given. */
  readonly destination?: DestinationStream;
}

const SECRET_KEY =
  /pass(word|wd)?$|secret|token|authorization|api[-_]?key|cookie|credential|private[-_]?key|^key$|^auth$/i;
const MAX_DEPTH = 6;

export function createLog({ level, destination }: LogOptions): Log {
  const sink = destination ?? pino.destination({ dest: 2, sync: true });
  const root = pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
    },
    sink,
  );
  return wrap(root, {});
}

/** A log that keeps nothing: for tests and libraries that want one. */
export function silentLog(): Log {
  return createLog({ level: 'silent' });
}

function wrap(root: BaseLogger & { isLevelEnabled(level: string): boolean }, bound: LogFields): Log {
  const write = (level: Exclude<LogLevel, 'silent'>) => (message: string, fields?: LogFields) => {
    if (!root.isLevelEnabled(level)) return;
    root[level](clean({ ...bound, ...fields }, 0) as object, escapeControls(message));
  };
  return {
    get level() {
      return root.level as LogLevel;
    },
    set level(level) {
      root.level = level;
    },
    trace: write('trace'),
    debug: write('debug'),
    info: write('info'),
    warn: write('warn'),
    error: write('error'),
    with: (fields) => wrap(root, { ...bound, ...fields }),
  };
}

function clean(value: unknown, depth: number): unknown {
  if (typeof value === 'string') return escapeControls(value);
  if (typeof value === 'bigint') return value.toString();
  if (value === null || typeof value !== 'object') return value;
  if (depth >= MAX_DEPTH) return '[…]';
  if (value instanceof Error) return describeError(value, depth);
  if (value instanceof Date) return value;
  if (Array.isArray(value)) return value.slice(0, 100).map((item) => clean(item, depth + 1));
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      key,
      SECRET_KEY.test(key) ? '[redacted]' : clean(inner, depth + 1),
    ]),
  );
}

function describeError(error: Error, depth: number): Record<string, unknown> {
  const code = 'code' in error ? error.code : undefined;
  return {
    name: error.name,
    message: escapeControls(error.message),
    ...((typeof code === 'string' || typeof code === 'number') && { code }),
    stack: error.stack
      ?.split('\n')
      .slice(1, 8)
      .map((line) => line.trim()),
    ...(error.cause !== undefined && { cause: clean(error.cause, depth + 1) }),
  };
}

// oxlint-disable-next-line no-control-regex -- finding them is the point
const CONTROLS = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g;

/** Control characters as `\xNN`: a log line must not move a terminal's cursor. JSON escapes only those below U+0020. */
export function escapeControls(text: string): string {
  return text.replace(CONTROLS, (character) => {
    const code = character.charCodeAt(0);
    return code < 256 ? `\\x${code.toString(16).padStart(2, '0')}` : `\\u${code.toString(16)}`;
  });
}
