import type { Command } from 'commander';
import type { Client } from '../client.ts';
import type { CommandContext } from '../context.ts';
import { documents } from '../documents.ts';
import { ExitWith } from '../exit-with.ts';
import {
  readBytes,
  readLabel,
  readMount,
  readNumber,
  readPort,
  readRestart,
  readVariable,
} from '../read/read-values.ts';
import { collect } from './collect.ts';
import { printLogs } from './logs.ts';

interface RunOptions {
  readonly name?: string;
  readonly network: readonly string[];
  readonly env: readonly string[];
  readonly volume: readonly string[];
  readonly publish: readonly string[];
  readonly label: readonly string[];
  readonly memory?: string;
  readonly cpus?: string;
  readonly restart?: string;
  readonly user?: string;
  readonly workdir?: string;
  readonly entrypoint?: string;
  readonly endpoint?: string;
  readonly readOnly?: boolean;
  readonly privileged?: boolean;
  readonly rm?: boolean;
  readonly detach?: boolean;
  readonly dryRun?: boolean;
}

export function addRun(program: Command, context: CommandContext): void {
  program
    .command('run')
    .description('create and start a container; without -d follow its output and end with its exit code')
    .argument('<image>', 'image reference, tag or id; it must be there (iza-ctl pull brings it)')
    .argument('[command...]', "program and arguments instead of the image's")
    .passThroughOptions()
    .option('--name <name>', 'name')
    .option('--network <network>', 'network to join; "isolated" joins none; may be given again', collect, [])
    .option('-e, --env <KEY=VALUE>', 'environment variable; KEY alone takes it from here', collect, [])
    .option('-v, --volume <SOURCE:TARGET[:ro]>', 'volume or directory to mount', collect, [])
    .option(
      '-p, --publish <[ADDR:][HOST:]PORT[/udp]>',
      'port to publish, on loopback unless given',
      collect,
      [],
    )
    .option('-l, --label <KEY=VALUE>', 'label', collect, [])
    .option('-m, --memory <size>', 'memory limit: 256m')
    .option('--cpus <number>', 'processors it may use: 1.5')
    .option('--restart <policy>', 'no, always, unless-stopped, on-failure[:N]')
    .option('-u, --user <user>', 'user')
    .option('-w, --workdir <path>', 'working directory')
    .option('--entrypoint <program>', "entry point instead of the image's")
    .option('--endpoint <name>', 'where, when there are several engines')
    .option('--read-only', 'read-only root file system')
    .option('--privileged', 'everything on the host (policy decides; by default it refuses)')
    .option('--rm', 'remove it when it ends')
    .option('-d, --detach', 'print its id and leave it running')
    .option('--dry-run', 'judge it and change nothing')
    .action(async (image: string, command: readonly string[], options: RunOptions) => {
      const client = context.client();
      const input = inputOf({ image, command, options, environment: context.environment });
      const attached = !options.detach && !options.dryRun;
      const { containerCreate } = await client.ask<{
        containerCreate: { container: { id: string; nativeId: string; name: string } | null };
      }>(documents.create, { input });
      const { container } = containerCreate;
      if (!container) return context.printer().line('allowed; nothing was changed');
      if (!attached)
        return context.printer().isData
          ? context.printer().data(container)
          : context.printer().line(container.nativeId);
      const exitCode = await follow(client, container.id);
      if (options.rm) await client.ask(documents.remove, { input: { id: container.id, force: true } });
      if (exitCode !== 0) throw new ExitWith(exitCode);
    });
}

function inputOf(parts: {
  readonly image: string;
  readonly command: readonly string[];
  readonly options: RunOptions;
  readonly environment: Readonly<Record<string, string>>;
}): Record<string, unknown> {
  const { image, command, options, environment } = parts;
  const { name, endpoint, user, workdir, memory, cpus, restart, entrypoint } = options;
  const attached = !options.detach && !options.dryRun;
  return {
    image,
    name,
    endpoint,
    user,
    workingDirectory: workdir,
    ...(command.length > 0 && { command }),
    ...(entrypoint !== undefined && { entrypoint: [entrypoint] }),
    ...(options.env.length > 0 && {
      environment: options.env.map((text) => readVariable(text, '--env', environment)),
    }),
    ...(options.label.length > 0 && { labels: options.label.map((text) => readLabel(text)) }),
    ...(options.network.length > 0 && { networks: options.network }),
    ...(options.publish.length > 0 && { ports: options.publish.map((text) => readPort(text)) }),
    ...(options.volume.length > 0 && { mounts: options.volume.map((text) => readMount(text)) }),
    ...((memory !== undefined || cpus !== undefined) && {
      resources: {
        ...(memory !== undefined && { memoryBytes: readBytes(memory, '--memory') }),
        ...(cpus !== undefined && { cpuCores: readNumber(cpus, '--cpus') }),
      },
    }),
    ...(restart !== undefined && { restartPolicy: readRestart(restart) }),
    ...(options.readOnly && { readOnlyRootFilesystem: true }),
    ...(options.privileged && { privileged: true }),
    // Attached, this command removes it itself, after the last line and the exit code were read.
    ...(options.rm && !attached && { autoRemove: true }),
    ...(options.dryRun && { dryRun: true }),
  };
}

/** Prints what it writes until it ends; gives its exit code. The first Ctrl-C stops it, the second kills it. */
async function follow(client: Client, id: string): Promise<number> {
  let interrupts = 0;
  const onInterrupt = () => {
    const stop =
      interrupts++ === 0
        ? client.ask(documents.stop, { input: { id } })
        : client.ask(documents.kill, { input: { id } });
    stop.catch(() => undefined);
  };
  process.on('SIGINT', onInterrupt);
  try {
    await printLogs(client, { id, tail: -1, follow: true }, { timestamps: false });
    for (let attempt = 0; attempt < 100; attempt++) {
      const { container } = await client.ask<{
        container: { state: string; exitCode: number | null } | null;
      }>(documents.exitCode, { id });
      if (!container || (container.exitCode !== null && container.state !== 'RUNNING'))
        return container?.exitCode ?? 1;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    return 1;
  } finally {
    process.off('SIGINT', onInterrupt);
  }
}
