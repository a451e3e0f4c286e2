/** Ends the command with this exit code and says nothing more: the code belongs to a program that ran elsewhere. */
export class ExitWith extends Error {
  readonly exitCode: number;

  constructor(exitCode: number) {
    super(`exit ${exitCode}`);
    this.exitCode = exitCode;
  }
}
