import { readAnswer } from './body-of.ts';
import type { Exchange } from './exchange.ts';
import type { Locations } from './locations.ts';
import { isUnderWay } from './outcome.ts';
import type { OperationState, Outcome } from './outcome.ts';
import { readPreferences } from './prefer.ts';
import type { Preferences } from './prefer.ts';
import { problemOfErrors } from './problem.ts';
import { JSON_TYPE, send, sendProblemDocument } from './send.ts';
import { createWait } from './wait-for-operation.ts';

/**
 * Runs a change. 201 with the Location of what was created, 202 with that of the operation while it is under way, else the route's status. With
 * `Prefer: wait=N` it answers when the operation has ended, or after N seconds as before.
 */
export async function answerMutation(exchange: Exchange, locations: Locations): Promise<void> {
  const { request, response, gateway, context, route, document, variables, target } = exchange;
  const preferences = readPreferences(request.headers['prefer']);
  // Before anything changes: a caller with too many streams is refused now, not told half a story later.
  using wait = createWait(exchange, locations, preferences.waitSeconds);
  const result = await gateway.execute({ query: document.text, variables }, context);
  const root = result.data?.[route.field.name];
  if (result.errors && (root === null || root === undefined)) {
    sendProblemDocument(
      response,
      problemOfErrors(result.errors, { instance: target.path, requestId: gateway.requestId }),
    );
    return;
  }
  const { value, hidden, isPartial } = readAnswer(route, result);
  const outcome = {
    value: value as Readonly<Record<string, unknown>> | null,
    operation: (hidden.operation ?? undefined) as OperationState | undefined,
    nounId: (hidden.noun as { readonly id?: string } | null | undefined)?.id,
  };
  const settled = await wait.settle(outcome);
  const { status, location } = statusOf(exchange, settled, locations);
  const isMinimal = preferences.isMinimal && !isPartial;
  send(response, {
    status: isMinimal && status === 200 ? 204 : status,
    headers: {
      ...(location !== undefined && { location }),
      ...(isPartial && { 'iza-partial': 'true' }),
      ...appliedOf(preferences, { isMinimal, waited: settled.waited }),
    },
    body: isMinimal || status === 204 ? undefined : { type: JSON_TYPE, text: JSON.stringify(settled.value) },
  });
}

function statusOf(
  { route, documents }: Exchange,
  { operation, nounId }: Outcome,
  locations: Locations,
): { readonly status: number; readonly location?: string | undefined } {
  const { members } = documents;
  if (operation && isUnderWay(operation))
    return { status: 202, location: locations.pathOf(members.operation!.type.name, operation.id) };
  if (route.status === 201) {
    // A dry run creates nothing.
    if (nounId === undefined) return { status: 200 };
    return { status: 201, location: locations.pathOf(members.noun!.type.name, nounId) };
  }
  return { status: route.status === 202 ? 200 : (route.status ?? 200) };
}

function appliedOf(
  { waitSeconds }: Preferences,
  { isMinimal, waited }: { readonly isMinimal: boolean; readonly waited: boolean },
): Record<string, string> {
  const applied = [...(waited ? [`wait=${waitSeconds}`] : []), ...(isMinimal ? ['return=minimal'] : [])];
  return applied.length > 0 ? { 'preference-applied': applied.join(', ') } : {};
}
