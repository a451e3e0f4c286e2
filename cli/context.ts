import type { Command } from 'commander';
import { Client } from './client.ts';
import { Printer, readFormat } from './output/printer.ts';
import { Progress } from './output/progress.ts';
import { readSettings, type ClientSettings } from './settings.ts';

/** What every command works with. Nothing is read or dialled before a command asks for it. */
export interface CommandContext {
  readonly environment: Readonly<Record<string, string>>;
  settings(): ClientSettings;
  client(): Client;
  printer(): Printer;
  progress(): Progress;
}

export interface GlobalFlags {
  readonly url?: string;
  readonly apiKey?: string;
  readonly timeout?: string;
  readonly output?: string;
  readonly color: boolean;
}

export function createContext(
  program: Command,
  environment: Readonly<Record<string, string>>,
): CommandContext {
  let current = program;
  program.hook('preAction', (_, command) => {
    current = command;
  });
  const flags = (): GlobalFlags => {
    const before = program.opts<GlobalFlags>();
    const after = current.opts<GlobalFlags>();
    return { ...before, ...after, color: before.color && after.color };
  };
  const settings = () => readSettings(environment, flags());
  return {
    environment,
    settings,
    client: () => new Client(settings()),
    printer: () =>
      new Printer({
        format: readFormat(flags().output ?? 'table'),
        colour: usesColour(environment, flags().color, process.stdout.isTTY),
        isTerminal: process.stdout.isTTY,
        width: process.stdout.columns ?? 120,
        write: (text) => void process.stdout.write(text),
      }),
    progress: () =>
      new Progress({ isTerminal: process.stderr.isTTY, write: (text) => void process.stderr.write(text) }),
  };
}

/** https://no-color.org and FORCE_COLOR. */
function usesColour(
  environment: Readonly<Record<string, string>>,
  wanted: boolean,
  isTerminal: boolean,
): boolean {
  if (!wanted || environment['NO_COLOR']) return false;
  return isTerminal || Boolean(environment['FORCE_COLOR']);
}
