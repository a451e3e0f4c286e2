import type { Command } from 'commander';
import type { CommandContext } from '../context.ts';
import { documents } from '../documents.ts';
import { pullImage } from './pull-image.ts';

/** Changes of images: pull, tag, rmi. */
export function addImages(program: Command, context: CommandContext): void {
  program
    .command('pull')
    .description('pull an image from its registry')
    .argument('<reference>')
    .option('--endpoint <name>', 'where, when there are several engines')
    .action(async (reference: string, { endpoint }: { readonly endpoint?: string }) => {
      const client = context.client();
      const ended = await pullImage(client, { reference, endpoint }, context);
      const printer = context.printer();
      if (printer.isData) printer.data(ended.result);
      else printer.line(reference);
    });
  program
    .command('tag')
    .description('give an image one more tag')
    .argument('<image>')
    .argument('<tag>')
    .action(async (id: string, tag: string) => {
      const { imageTag } = await context
        .client()
        .ask<{ imageTag: { image: { tags: readonly string[] } } }>(documents.tag, { input: { id, tag } });
      const printer = context.printer();
      if (printer.isData) printer.data(imageTag.image);
      else printer.line(tag);
    });
  program
    .command('rmi')
    .description('remove images, or one tag of them')
    .argument('<image...>')
    .option('-f, --force', 'also when it has several tags')
    .action(async (ids: readonly string[], { force }: { readonly force?: boolean }) => {
      const printer = context.printer();
      for (const id of ids) {
        const { imageRemove } = await context
          .client()
          .ask<{ imageRemove: { untagged: readonly string[]; removedIds: readonly string[] } }>(
            documents.removeImage,
            { input: { id, force: force === true } },
          );
        if (printer.isData) printer.data(imageRemove);
        else for (const tag of imageRemove.untagged) printer.line(`untagged ${tag}`);
        if (!printer.isData) for (const removed of imageRemove.removedIds) printer.line(`removed ${removed}`);
      }
    });
}
