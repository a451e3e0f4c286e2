import type { Command } from 'commander';
import { toIzaError } from '#kernel/errors.ts';
import { Client } from '../client.ts';
import type { CommandContext } from '../context.ts';
import { checkDocker } from '../doctor/check-docker.ts';
import { checkMachine } from '../doctor/check-machine.ts';
import { checkServer } from '../doctor/check-server.ts';
import type { Finding } from '../doctor/finding.ts';
import { ExitWith } from '../exit-with.ts';
import type { ClientSettings } from '../settings.ts';

const SIGNS = { ok: '✓', warning: '!', problem: '✗' } as const;
const COLOURS = { ok: 'green', warning: 'yellow', problem: 'red' } as const;

export function addDoctor(program: Command, context: CommandContext): void {
  program
    .command('doctor')
    .description(
      'what is real here, what is embedded or lost, and the one command that mends each; works without a server; ends with 1 when there is a problem',
    )
    .action(async () => {
      const printer = context.printer();
      const findings = await examine(context);
      if (printer.isData) printer.data(findings);
      else {
        printer.list(findings, [
          { title: '', value: ({ state }) => SIGNS[state], colour: ({ state }) => COLOURS[state] },
          { title: 'CHECK', value: ({ check }) => check },
          { title: 'FOUND', value: ({ detail }) => detail },
        ]);
        for (const { check, remedy } of findings) if (remedy) printer.line(`${check}: ${remedy}`);
      }
      if (findings.some(({ state }) => state === 'problem')) throw new ExitWith(1);
    });
}

async function examine(context: CommandContext): Promise<Finding[]> {
  let settings: ClientSettings;
  try {
    settings = context.settings();
  } catch (error) {
    const detail = toIzaError(error).message;
    return [
      { check: 'configuration', state: 'problem', detail },
      await checkDocker(context.environment['DOCKER_HOST']),
    ];
  }
  const client = new Client({ ...settings, timeoutMs: Math.min(settings.timeoutMs, 10_000) });
  return [
    ...checkMachine(settings.stateDirectory),
    await checkDocker(context.environment['DOCKER_HOST']),
    ...(await checkServer(client)),
  ];
}
