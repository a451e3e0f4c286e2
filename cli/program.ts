import { readFileSync } from 'node:fs';
import { Command, Option } from 'commander';
import { addAlerts } from './commands/alerts.ts';
import { addAudit } from './commands/audit.ts';
import { addBuild } from './commands/build.ts';
import { addCompletion } from './commands/completion.ts';
import { addContainerChanges } from './commands/container-changes.ts';
import { addDoctor } from './commands/doctor.ts';
import { addEvents } from './commands/events.ts';
import { addExec } from './commands/exec.ts';
import { addImages } from './commands/images.ts';
import { addInspect } from './commands/inspect.ts';
import { addKeys } from './commands/keys.ts';
import { addLists } from './commands/lists.ts';
import { addLogs } from './commands/logs.ts';
import { addMaintenance } from './commands/maintenance.ts';
import { addPs } from './commands/ps.ts';
import { addQuery } from './commands/query.ts';
import { addRun } from './commands/run.ts';
import { addStart } from './commands/start.ts';
import { addStats } from './commands/stats.ts';
import { addStatus } from './commands/status.ts';
import { createContext } from './context.ts';

/** All commands. A test walks them for the shell completion and the manual. */
export function buildProgram(environment: Readonly<Record<string, string>>): Command {
  const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {
    version: string;
  };
  const program = new Command('iza-ctl')
    .description(
      'One graph over the containers, networks, volumes and hosts you run. Names, short ids and ids are taken everywhere.',
    )
    .version(version)
    .configureHelp({
      showGlobalOptions: true,
      subcommandDescription: (command) => command.description().split(';')[0]!,
    })
    .showHelpAfterError('(iza-ctl --help lists commands)')
    .exitOverride()
    .enablePositionalOptions();
  for (const option of clientOptions()) program.addOption(option);
  const context = createContext(program, environment);
  for (const add of [
    addStart,
    addStatus,
    addPs,
    addRun,
    addBuild,
    addLogs,
    addExec,
    addContainerChanges,
    addInspect,
    addStats,
    addImages,
    addLists,
    addEvents,
    addAlerts,
    addAudit,
    addKeys,
    addMaintenance,
    addQuery,
    addDoctor,
    addCompletion,
  ]) {
    add(program, context);
  }
  program
    .command('version')
    .description('print the version')
    .action(() => context.printer().line(version));
  for (const command of leavesOf(program)) {
    command.copyInheritedSettings(program);
    // Positional options are needed for `run` and `exec`; without this, -o would have to stand before the command.
    if (command.name() !== 'start')
      for (const option of clientOptions()) command.addOption(option.hideHelp());
  }
  return program;
}

/** Options of every command that speaks to the server, taken before or after the command's name. */
function clientOptions(): Option[] {
  return [
    new Option('--url <url>', 'where IzaOS answers (IZA_URL; default: as configured)'),
    new Option('--api-key <key>', 'key to show; better IZA_API_KEY, which others on this machine cannot see'),
    new Option('--timeout <seconds>', 'how long a request may take (IZA_TIMEOUT; default 60)'),
    new Option('-o, --output <format>', 'table, wide, json or yaml (default: table)'),
    new Option('--no-color', 'no colours (NO_COLOR)'),
  ];
}

function leavesOf(command: Command): Command[] {
  return command.commands.flatMap((child) => (child.commands.length > 0 ? leavesOf(child) : [child]));
}
