import { CommanderError, type Command } from 'commander';
import { InvalidConfig } from '../config/config.ts';
import { DeclaredFileInvalid } from '../features/declared-state/declared-file-invalid.ts';
import { CliFailure } from './cli-failure.ts';
import { buildCli, toStderr, type CliParts } from './cli.ts';

/** Runs a command line (without the program’s name) and answers with the exit code. What is not the caller’s failure is thrown on. */
export async function runCli(args: readonly string[], parts: CliParts): Promise<number> {
  const err = parts.err ?? toStderr;
  try {
    await throwing(buildCli(parts)).parseAsync([...args], { from: 'user' });
    return 0;
  } catch (error) {
    // Help ends this way too, with code 0; usage errors were written by commander itself.
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    const code = exitCodeOf(error);
    if (code === null || !(error instanceof Error)) throw error;
    err(error.message);
    return code;
  }
}

function exitCodeOf(error: unknown): number | null {
  if (error instanceof DeclaredFileInvalid) return 1;
  if (error instanceof CliFailure) return error.exitCode;
  return error instanceof InvalidConfig ? 2 : null;
}

/** Commander ends the process by itself unless every command is told otherwise. */
function throwing(program: Command): Command {
  program.exitOverride();
  for (const command of program.commands) throwing(command);
  return program;
}
