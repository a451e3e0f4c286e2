import type { Client } from '../client.ts';
import type { CommandContext } from '../context.ts';
import { documents } from '../documents.ts';
import { followOperation, type Operation } from './follow-operation.ts';

/** Pulls an image with its progress shown; gives the operation as it ended. */
export async function pullImage(
  client: Client,
  input: { readonly reference: string; readonly endpoint?: string | undefined },
  context: CommandContext,
): Promise<Operation> {
  const { imagePull } = await client.ask<{ imagePull: { operation: Operation } }>(documents.pull, { input });
  return followOperation(client, imagePull.operation, { progress: context.progress() });
}
