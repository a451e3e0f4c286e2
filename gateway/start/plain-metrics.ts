import { collectDefaultMetrics, Registry } from 'prom-client';

/** Figures of this process alone, for a gateway without subgraphs of its own. */
export function plainMetrics(): { readonly contentType: string; render(): Promise<string> } {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  return { contentType: registry.contentType, render: () => registry.metrics() };
}
