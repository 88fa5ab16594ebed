import { Command } from 'commander';
import { applyToServer } from './apply-to-server.ts';
import { changesTable } from './changes-table.ts';
import { addClientCommands } from './client-commands.ts';
import { cliMessages } from './cli-messages.ts';

export interface CliParts {
  /** Serves until a signal ends it. */
  start: (options: { apply_file?: string }) => Promise<void>;
  /** Writes a text and a newline to standard output; errors to standard error. */
  out?: (text: string) => void;
  err?: (text: string) => void;
}

/** The commands of `consentry`. What goes wrong is thrown; `runCli` turns it into messages and exit codes. */
export function buildCli({ start, out = toStdout, err = toStderr }: CliParts): Command {
  const program = new Command('consentry').description(cliMessages.about);
  program.configureOutput({ writeOut: (text) => out(text.trimEnd()), writeErr: (text) => err(text.trimEnd()) });
  program
    .command('start', { isDefault: true })
    .description(cliMessages.start)
    .option('--apply <file>', cliMessages.start_apply)
    .action((options: { apply?: string }) => start(options.apply === undefined ? {} : { apply_file: options.apply }));
  program
    .command('apply')
    .description(cliMessages.apply)
    .argument('<file>', cliMessages.apply_file)
    .option('--url <url>', cliMessages.apply_url)
    .addHelpText('after', cliMessages.apply_help)
    .action(async (file: string, options: { url?: string }) => out(changesTable(await applyToServer(file, options))));
  addClientCommands(program, out);
  return program;
}

function toStdout(text: string): void {
  process.stdout.write(`${text}\n`);
}

export function toStderr(text: string): void {
  process.stderr.write(`${text}\n`);
}
