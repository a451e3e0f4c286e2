import { guarded } from '#schema/guard.ts';
import type { Compute } from '../compute.ts';
import type { MutationResolvers } from '../generated/resolvers.ts';

export function operationMutations(compute: Compute): Pick<MutationResolvers, 'operationCancel'> {
  return {
    operationCancel: (_root, { input }, context) =>
      guarded(context, { action: 'operationCancel', targets: [input.id], input }, async () => {
        compute.operations.cancel(input.id);
        return { result: { operationId: input.id } };
      }),
  };
}
