import { Option, type Command } from 'commander';
import { IzaError } from '#kernel/errors.ts';
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
  readWhole,
} from '../read/read-values.ts';
import { collect } from './collect.ts';
import { followContainer } from './follow-container.ts';
import { pullImage } from './pull-image.ts';

interface RunOptions {
  readonly name?: string;
  readonly network: readonly string[];
  readonly env: readonly string[];
  readonly volume: readonly string[];
  readonly publish: readonly string[];
  readonly label: readonly string[];
  readonly memory?: string;
  readonly cpus?: string;
  readonly pids?: string;
  readonly restart?: string;
  readonly user?: string;
  readonly workdir?: string;
  readonly hostname?: string;
  readonly entrypoint?: string;
  readonly endpoint?: string;
  readonly readOnly?: boolean;
  readonly privileged?: boolean;
  readonly pull: 'missing' | 'always' | 'never';
  readonly rm?: boolean;
  readonly detach?: boolean;
  readonly dryRun?: boolean;
}

export function addRun(program: Command, context: CommandContext): void {
  program
    .command('run')
    .description(
      'create and start a container; without -d follow its output and end with its exit code. No terminal and no standard input yet',
    )
    .argument('<image>', 'image reference, tag or id')
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
    .option('--pids <number>', 'processes and threads it may have')
    .option('--restart <policy>', 'no, always, unless-stopped, on-failure[:N]')
    .option('-u, --user <user>', 'user')
    .option('-w, --workdir <path>', 'working directory')
    .option('--hostname <name>', 'host name inside')
    .option('--entrypoint <program>', "entry point instead of the image's")
    .option('--endpoint <name>', 'where, when there are several engines')
    .option('--read-only', 'read-only root file system')
    .option('--privileged', 'everything on the host (policy decides; by default it refuses)')
    .addOption(
      new Option('--pull <when>', 'when to pull the image')
        .choices(['missing', 'always', 'never'])
        .default('missing'),
    )
    .option('--rm', 'remove it when it ends')
    .option('-d, --detach', 'print its id and leave it running')
    .option('--dry-run', 'judge it and change nothing')
    .action(async (image: string, command: readonly string[], options: RunOptions) => {
      if (options.rm && options.restart !== undefined && options.restart !== 'no')
        throw new IzaError('BAD_USER_INPUT', '--rm excludes --restart.', { field: '--rm' });
      const client = context.client();
      const input = inputOf({ image, command, options, environment: context.environment });
      const container = await create({ client, context, input, options });
      const printer = context.printer();
      if (!container) return printer.line('allowed; nothing was changed');
      if (options.detach) return printer.isData ? printer.data(container) : printer.line(container.nativeId);
      const exitCode = await followContainer(client, container);
      if (options.rm)
        await client.ask(documents.remove, { input: { id: container.id, force: true, removeVolumes: true } });
      if (exitCode !== 0) throw new ExitWith(exitCode);
    });
}

interface Created {
  readonly id: string;
  readonly nativeId: string;
  readonly name: string;
}

/** Creates it, with its image pulled first where that is asked for or needed. */
async function create(work: {
  readonly client: Client;
  readonly context: CommandContext;
  readonly input: Readonly<Record<string, unknown>> & { readonly image: string; readonly endpoint?: string };
  readonly options: RunOptions;
}): Promise<Created | null> {
  const { client, context, input, options } = work;
  const { image: reference, endpoint } = input;
  const ask = async () =>
    (await client.ask<{ containerCreate: { container: Created | null } }>(documents.create, { input }))
      .containerCreate.container;
  if (options.pull === 'always' && !options.dryRun) await pullImage(client, { reference, endpoint }, context);
  try {
    return await ask();
  } catch (error) {
    const isMissing =
      error instanceof IzaError && error.code === 'NOT_FOUND' && error.details.field === 'input.image';
    if (!isMissing || options.pull !== 'missing' || options.dryRun) throw error;
    process.stderr.write(`${reference} is not there yet; pulling it\n`);
    await pullImage(client, { reference, endpoint }, context);
    return ask();
  }
}

function inputOf(parts: {
  readonly image: string;
  readonly command: readonly string[];
  readonly options: RunOptions;
  readonly environment: Readonly<Record<string, string>>;
}) {
  const { image, command, options, environment } = parts;
  const { name, endpoint, user, workdir, hostname, memory, cpus, pids, restart, entrypoint } = options;
  const attached = !options.detach && !options.dryRun;
  const resources = {
    ...(memory !== undefined && { memoryBytes: readBytes(memory, '--memory') }),
    ...(cpus !== undefined && { cpuCores: readNumber(cpus, '--cpus') }),
    ...(pids !== undefined && { pidsLimit: readWhole(pids, '--pids') }),
  };
  return {
    image,
    name,
    ...(endpoint !== undefined && { endpoint }),
    user,
    hostname,
    workingDirectory: workdir,
    ...(command.length > 0 && { command: command[0] === '--' ? command.slice(1) : command }),
    ...(entrypoint !== undefined && { entrypoint: [entrypoint] }),
    ...(options.env.length > 0 && {
      environment: options.env.map((text) => readVariable(text, '--env', environment)),
    }),
    ...(options.label.length > 0 && { labels: options.label.map((text) => readLabel(text)) }),
    ...(options.network.length > 0 && { networks: options.network }),
    ...(options.publish.length > 0 && { ports: options.publish.map((text) => readPort(text)) }),
    ...(options.volume.length > 0 && { mounts: options.volume.map((text) => readMount(text)) }),
    ...(Object.keys(resources).length > 0 && { resources }),
    ...(restart !== undefined && { restartPolicy: readRestart(restart) }),
    ...(options.readOnly && { readOnlyRootFilesystem: true }),
    ...(options.privileged && { privileged: true }),
    // Attached, this command removes it itself, after the last line and the exit code were read.
    ...(options.rm && !attached && { autoRemove: true }),
    ...(options.dryRun && { dryRun: true }),
  };
}
