import { scalarResolvers } from '#schema/scalars.ts';
import { alertResolvers } from './alerts.ts';
import { entityResolvers } from './entities.ts';
import { figureResolvers } from './figures.ts';
import type { Parts } from './parts.ts';
import { subscriptionResolvers } from './subscriptions.ts';
import { systemResolvers } from './system.ts';

export type { Parts } from './parts.ts';

/** The whole resolver map. */
export function createResolvers(parts: Parts) {
  const { Query: alertQueries, ...alerts } = alertResolvers(parts);
  const { Query: systemQueries } = systemResolvers(parts);
  return {
    ...scalarResolvers,
    ...alerts,
    ...entityResolvers(parts),
    ...figureResolvers(parts),
    ...subscriptionResolvers(parts),
    Query: { ...alertQueries, ...systemQueries },
  };
}
