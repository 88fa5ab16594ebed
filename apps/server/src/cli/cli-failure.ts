/** 1: what was asked cannot be done. 2: usage, configuration or connection. */
export type ExitCode = 1 | 2;

/** Ends the command with a message for people and an exit code for scripts. */
export class CliFailure extends Error {
  override name = 'CliFailure';
  readonly exitCode: ExitCode;

  constructor(exitCode: ExitCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.exitCode = exitCode;
  }
}
