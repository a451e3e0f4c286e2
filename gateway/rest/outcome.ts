/** What is known of a change after it was asked for. */
export interface Outcome {
  /** The answer's payload as it is sent. */
  readonly value: Readonly<Record<string, unknown>> | null;
  readonly operation: OperationState | undefined;
  /** Id of the object that was made or changed. */
  readonly nounId: string | undefined;
}

export interface OperationState {
  readonly id: string;
  readonly state: string;
  /** Ids of what it changes or made. */
  readonly targets: readonly string[];
}

export function isUnderWay({ state }: OperationState): boolean {
  return state === 'PENDING' || state === 'RUNNING';
}
