import type { Command } from 'commander';
import type { CommandContext } from '../context.ts';
import { documents } from '../documents.ts';
import { packContext } from '../read/build-context.ts';
import { readLabel, readVariable } from '../read/read-values.ts';
import { collect } from './collect.ts';
import { followOperation, type Operation } from './follow-operation.ts';

interface BuildOptions {
  readonly file?: string;
  readonly tag: readonly string[];
  readonly buildArg: readonly string[];
  readonly label: readonly string[];
  readonly target?: string;
  readonly cache: boolean;
  readonly endpoint?: string;
  readonly quiet?: boolean;
}

export function addBuild(program: Command, context: CommandContext): void {
  program
    .command('build')
    .description('build an image from a directory (.dockerignore honoured, at most 12 MiB)')
    .argument('[context]', 'the directory', '.')
    .option('-f, --file <dockerfile>', 'Dockerfile, inside the context (default: Dockerfile in it)')
    .option(
      '-t, --tag <name>',
      "tag of the result (default: the directory's name); may be given again",
      collect,
      [],
    )
    .option('--build-arg <KEY=VALUE>', 'build argument; KEY alone takes it from here', collect, [])
    .option('-l, --label <KEY=VALUE>', 'label of the result', collect, [])
    .option('--target <stage>', 'stage to build')
    .option('--no-cache', 'use no layer built before')
    .option('--endpoint <name>', 'where, when there are several engines')
    .option('-q, --quiet', 'no progress; print the id only')
    .action(async (directory: string, options: BuildOptions) => {
      const client = context.client();
      const { tar, dockerfile, name } = await packContext(directory, options.file);
      const tags = options.tag.length > 0 ? options.tag : [`${name}:latest`];
      const input = {
        tags,
        contextTar: tar.toString('base64'),
        dockerfile,
        target: options.target,
        noCache: !options.cache,
        endpoint: options.endpoint,
        ...(options.buildArg.length > 0 && {
          buildArguments: options.buildArg.map((text) =>
            readVariable(text, '--build-arg', context.environment),
          ),
        }),
        ...(options.label.length > 0 && { labels: options.label.map((text) => readLabel(text)) }),
      };
      const { imageBuild } = await client.ask<{ imageBuild: { operation: Operation } }>(documents.build, {
        input,
      });
      const ended = await followOperation(client, imageBuild.operation, {
        progress: options.quiet ? undefined : context.progress(),
        showsLog: true,
      });
      const printer = context.printer();
      if (printer.isData) return printer.data(ended.result);
      printer.words(options.quiet ? [(ended.result as { readonly nativeId: string }).nativeId] : tags);
    });
}
