import { IzaError } from '#kernel/errors.ts';
import type { GraphContext } from '#schema/context.ts';
import { chooseEndpoint as chooseNamed, requireLive as requireLiveView } from '#schema/endpoint-view.ts';
import { guarded, type AdmissionKind, type AdmissionSubject, type Ticket } from '#schema/guard.ts';
import type { Compute } from '../compute.ts';
import { requireAllowed, type ContainerAction, type ContainerRecord } from '../domain.ts';
import type { RunningOperation } from '../operations.ts';
import type { ComputeEndpoint, ContainerPort, Prepared } from '../port.ts';
import { withholdInput } from '../withhold-input.ts';

export interface ChangeInput {
  readonly requestId?: string | null;
  readonly dryRun?: boolean | null;
}

/** What every change goes through; made per request by {@link once}. */
export interface Attempted {
  readonly compute: Compute;
  readonly context: GraphContext;
  /** The mutation: `containerStart`. */
  readonly action: string;
  readonly input: ChangeInput;
  /** To be called right before an engine is asked for a change. */
  readonly begun: () => void;
}

/** Runs a mutation once per `requestId`; a dry run changes nothing and takes no part in that. */
export function once<T>(
  call: {
    readonly compute: Compute;
    readonly context: GraphContext;
    readonly action: string;
    readonly input: ChangeInput;
  },
  work: (attempt: Attempted) => Promise<T>,
): Promise<T> {
  const { compute, context, action, input } = call;
  if (input.dryRun) return work({ ...call, begun: () => {} });
  const { requestId } = input;
  return compute.idempotency.run({ caller: context.caller.id, action, requestId, input }, (begun) =>
    work({ ...call, begun }),
  );
}

export interface Change<T> {
  readonly targets: readonly string[];
  readonly admission?: AdmissionSubject;
  /** Does the work. An admitted change is finished even when its client goes away: the audit trail tells how it ended. */
  readonly work: () => Promise<Done<T>>;
  /** What to answer when nothing is to be changed. */
  readonly dryRun: () => T;
}

interface Done<T> {
  readonly value: T;
  /** Ids it made or changed, when others than the change's targets. */
  readonly targets?: readonly string[];
  /** For `Operation.result`. */
  readonly result?: unknown;
}

/** A change within one request: judged, audited, done, and recorded as an operation. */
export async function change<T>(
  attempt: Attempted,
  { targets, admission, work, dryRun }: Change<T>,
): Promise<{ value: T; operationId: string | null }> {
  const { compute, context, action, input, begun } = attempt;
  const asked = { action, targets, input: withholdInput(input), ...(admission && { admission }) };
  if (input.dryRun) {
    await context.guard.evaluate({ ...asked, caller: context.caller, requestId: context.requestId });
    return { value: dryRun(), operationId: null };
  }
  return guarded(context, asked, async () => {
    const operation = compute.operations.begin({
      kind: action,
      actor: context.caller.id,
      targets,
      cancellable: false,
    });
    begun();
    const done = await recorded(operation, work);
    return {
      result: { value: done.value, operationId: operation.id },
      ...(done.targets && { targets: done.targets }),
    };
  });
}

async function recorded<T>(operation: RunningOperation, work: () => Promise<Done<T>>): Promise<Done<T>> {
  try {
    const done = await work();
    operation.succeed({ result: done.result, ...(done.targets && { targets: done.targets }) });
    return done;
  } catch (error) {
    operation.fail(error);
    throw error;
  }
}

export interface LongChange {
  readonly targets: readonly string[];
  readonly admission: AdmissionSubject;
  readonly work: (operation: RunningOperation) => Promise<Omit<Done<never>, 'value'>>;
}

/** A change that goes on after its request: judged and audited before it begins, its outcome audited when it ends. Gives the operation's id. */
export async function longChange(
  attempt: Attempted,
  { targets, admission, work }: LongChange,
): Promise<string | null> {
  const { compute, context, action, input, begun } = attempt;
  const asked = {
    action,
    targets,
    input: withholdInput(input),
    admission,
    caller: context.caller,
    requestId: context.requestId,
  };
  if (input.dryRun) {
    await context.guard.evaluate(asked);
    return null;
  }
  const ticket = await context.guard.admit(asked);
  let operation: RunningOperation;
  try {
    operation = compute.operations.begin({
      kind: action,
      actor: context.caller.id,
      targets,
      cancellable: true,
    });
  } catch (error) {
    await ticket.settle({ error });
    throw error;
  }
  begun();
  finish(operation, work)
    .then((outcome) => ticket.settle(outcome))
    .catch((error: unknown) =>
      compute.log.error('the outcome of an operation could not be audited', {
        operation: operation.id,
        error,
      }),
    );
  return operation.id;
}

async function finish(
  operation: RunningOperation,
  work: LongChange['work'],
): Promise<Parameters<Ticket['settle']>[0]> {
  try {
    const done = await work(operation);
    operation.succeed(done);
    return done.targets ? { targets: done.targets } : {};
  } catch (error) {
    operation.fail(error);
    return { error };
  }
}

/** The engine's own request as policy judges it. */
export function admissionOf(
  kind: AdmissionKind,
  endpoint: ComputeEndpoint,
  { settings }: Prepared<unknown>,
): AdmissionSubject {
  return {
    kind,
    platform: endpoint.platform.toLowerCase(),
    endpoint: endpoint.name,
    localPaths: endpoint.localPaths,
    settings,
  };
}

/** BACKEND_UNAVAILABLE unless the endpoint is followed live: what is not known cannot be changed safely. */
export function requireLive({ name, platform, state }: ComputeEndpoint): void {
  requireLiveView({ ...state, name, platform });
}

/** The endpoint named, by name or id, or the only one. */
export function chooseEndpoint<E extends ComputeEndpoint>(
  candidates: readonly E[],
  reference: string | null | undefined,
  compute: Compute,
): E {
  const name = reference == null ? reference : (compute.findEndpoint(reference)?.name ?? reference);
  return chooseNamed(
    candidates.map((candidate) => ({ endpoint: candidate.name, candidate })),
    name,
  ).candidate;
}

export interface ContainerTarget {
  readonly container: ContainerRecord;
  readonly endpoint: ComputeEndpoint;
  readonly port: ContainerPort;
}

/** The container a change is about, in a state that lets it happen: NOT_FOUND, CONFLICT, PRECONDITION_FAILED, BACKEND_UNAVAILABLE. */
export function requireContainer(
  compute: Compute,
  input: { readonly id: string; readonly ifRevision?: string | null },
  action: { readonly name: ContainerAction; readonly force?: boolean },
): ContainerTarget {
  const container = compute.findContainer(input.id, 'input.id');
  const endpoint = container && compute.endpoint(container.endpoint);
  const port = endpoint?.containers;
  if (!container || !port) {
    throw new IzaError('NOT_FOUND', `There is no container "${input.id.slice(0, 80)}".`, {
      field: 'input.id',
    });
  }
  requireLive(endpoint);
  if (input.ifRevision != null && input.ifRevision !== container.revision) {
    throw new IzaError(
      'PRECONDITION_FAILED',
      `${container.name} has changed: it is at revision ${container.revision}.`,
      {
        field: 'input.ifRevision',
        data: { revision: container.revision },
      },
    );
  }
  requireAllowed(action.name, container, action.force);
  return { container, endpoint, port };
}
