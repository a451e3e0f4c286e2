import { Argument, type Command } from 'commander';
import type { CommandContext } from '../context.ts';
import {
  bashCompletion,
  fishCompletion,
  zshCompletion,
  type CommandWords,
} from '../output/shell-completion.ts';

const SCRIPTS = { bash: bashCompletion, zsh: zshCompletion, fish: fishCompletion } as const;
type Shell = keyof typeof SCRIPTS;

export function addCompletion(program: Command, context: CommandContext): void {
  program
    .command('completion')
    .description('print a completion script: source <(iza-ctl completion bash)')
    .addArgument(new Argument('<shell>').choices(Object.keys(SCRIPTS)))
    .action((shell: Shell) => context.printer().line(SCRIPTS[shell](wordsOf(program))));
}

function wordsOf(command: Command): CommandWords {
  const argument = command.registeredArguments[0];
  return {
    name: command.name(),
    description: command.description().split(';')[0]!,
    flags: command.options.flatMap(({ long, argChoices }) =>
      long ? [{ name: long, values: argChoices ?? [] }] : [],
    ),
    values: argument?.argChoices ?? [],
    takesContainers: argument?.name() === 'container',
    commands: command.commands.map((child) => wordsOf(child)),
  };
}
