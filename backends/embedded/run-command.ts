import type { EmbeddedContainer } from './records.ts';

export interface CommandResult {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
  /** How long it pretends to take. */
  readonly durationMs: number;
}

export interface CommandContext {
  readonly container: EmbeddedContainer;
  readonly env: readonly string[];
  readonly user: string;
  readonly workingDirectory: string;
  readonly now: Date;
}

/** What a few commands of a small Linux system would answer. Unknown ones: exit code 127, as a shell says it. */
export function runCommand(command: readonly string[], context: CommandContext): CommandResult {
  const [path = '', ...args] = command;
  const name = path.replace(/^(\/usr)?\/s?bin\//, '');
  if (SHELLS.has(name)) return runShell(args, context);
  const run = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (!run) return failure(127, `${path}: not found (embedded: only a few commands are understood)`);
  return run(args, context);
}

const SHELLS: ReadonlySet<string> = new Set(['sh', 'ash', 'bash']);

/** `sh -c` with one plain command: quotes group words, nothing is expanded. */
function runShell(args: readonly string[], context: CommandContext): CommandResult {
  if (args[0] !== '-c')
    return args.length === 0 ? success('') : failure(127, 'embedded: only sh -c COMMAND is understood');
  const script = args[1] ?? '';
  const exit = /^\s*exit\s+(\d{1,3})\s*$/.exec(script)?.[1];
  if (exit !== undefined) return { ...success(''), exitCode: Number(exit) % 256 };
  const words = (script.match(/'[^']*'|"[^"]*"|[^\s'"]+/g) ?? []).map((word) =>
    word.replace(/^(['"])(.*)\1$/s, '$2'),
  );
  const plain = script.replace(/'[^']*'/g, '');
  if (/[|&;<>$`\\*?()]/.test(plain))
    return failure(127, 'embedded: only plain commands are understood, without operators');
  return runCommand(words, context);
}

const COMMANDS: Readonly<
  Record<string, (args: readonly string[], context: CommandContext) => CommandResult>
> = {
  true: () => success(''),
  false: () => failure(1, ''),
  echo: (args) => success(args[0] === '-n' ? args.slice(1).join(' ') : `${args.join(' ')}\n`),
  env: (_, { env }) => success(lines(env)),
  pwd: (_, { workingDirectory }) => success(`${workingDirectory}\n`),
  hostname: (_, { container }) => success(`${container.hostname}\n`),
  whoami: (_, { user }) => success(`${user || 'root'}\n`),
  id: (_, { user }) =>
    success(user === '' || user === 'root' || user === '0' ? 'uid=0(root) gid=0(root)\n' : `uid=${user}\n`),
  uname: (args) =>
    success(args.includes('-a') ? 'Linux embedded 6.1.0-embedded x86_64 GNU/Linux\n' : 'Linux\n'),
  date: (_, { now }) => success(`${now.toUTCString()}\n`),
  ls: () => success(lines(['bin', 'dev', 'etc', 'home', 'proc', 'root', 'sys', 'tmp', 'usr', 'var'])),
  sleep: ([seconds = '0']) => ({
    ...success(''),
    durationMs: Math.max(0, Number.parseFloat(seconds) || 0) * 1000,
  }),
  cat: (args, context) => {
    const texts = args.map((path) => readFile(path, context) ?? path);
    const missing = args.find((path) => readFile(path, context) === undefined);
    return missing === undefined
      ? success(texts.join(''))
      : failure(1, `cat: can't open '${missing}': No such file or directory`);
  },
};

function readFile(path: string, { container }: CommandContext): string | undefined {
  switch (path) {
    case '/etc/os-release':
      return 'PRETTY_NAME="IzaOS embedded"\nNAME="IzaOS embedded"\nID=iza-embedded\nVERSION_ID="1"\n';
    case '/etc/hostname':
      return `${container.hostname}\n`;
    case '/etc/hosts':
      return lines([
        '127.0.0.1\tlocalhost',
        ...container.networks.flatMap(({ ipv4Address }) =>
          ipv4Address ? [`${ipv4Address}\t${container.hostname}`] : [],
        ),
      ]);
    case '/etc/passwd':
      return 'root:x:0:0:root:/root:/bin/sh\n';
    default:
      return undefined;
  }
}

function success(stdout: string): CommandResult {
  return { exitCode: 0, stdout, stderr: '', durationMs: 0 };
}

function failure(exitCode: number, stderr: string): CommandResult {
  return { exitCode, stdout: '', stderr: stderr === '' ? '' : `${stderr}\n`, durationMs: 0 };
}

function lines(items: readonly string[]): string {
  return items.map((item) => `${item}\n`).join('');
}
