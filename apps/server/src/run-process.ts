import cluster from 'node:cluster';
import { runCli } from './cli/run-cli.ts';
import { loadConfig } from './config/config.ts';
import type { RunningServer, StartOptions } from './start-server.ts';
import { isFirstProcess, onStop, sayReady, Workers } from './workers.ts';

/** Starts the server, in as many processes as configured, and stops it gracefully at SIGTERM or SIGINT; a second signal ends it at once. */
async function start(options: { apply_file?: string }): Promise<void> {
  const config = loadConfig(process.env);
  const { DATABASE_URL: url } = config.storage;
  if (cluster.isPrimary && url !== undefined && config.http.WEB_CONCURRENCY > 1)
    process.exit(await new Workers(config.http.WEB_CONCURRENCY).run());
  const starting = serve({
    config,
    apply_file: isFirstProcess() ? options.apply_file : undefined,
    joins_others: !isFirstProcess(),
    print: isFirstProcess() ? (text) => console.log(text) : null,
  });
  let stopping = false;
  // From the first moment: a stop that comes while the server starts is heeded once it has.
  onStop(() => {
    if (stopping) process.exit(1);
    stopping = true;
    starting
      .then((server) => server.stop())
      .then(
        () => process.exit(0),
        (error: unknown) => {
          console.error(error);
          process.exit(1);
        },
      );
  });
  await starting;
  sayReady();
}

/** Most of the code is loaded by who serves: not by the process that starts the others, nor by other commands. */
async function serve(options: StartOptions): Promise<RunningServer> {
  const { startServer } = await import('./start-server.ts');
  return startServer(options);
}

/** Does what the command line says, and ends the process with what came of it. */
export async function runProcess(): Promise<void> {
  const out = (text: string): void => console.log(text);
  const err = (text: string): void => console.error(text);
  try {
    process.exitCode = await runCli(process.argv.slice(2), { start, out, err });
    if (process.exitCode !== 0) process.exit();
  } catch (error) {
    // A person reads this: what is wrong and what to do. The stack is for whoever asks for it.
    console.error(process.env['LOG_LEVEL'] === 'debug' ? error : error instanceof Error ? error.message : String(error));
    process.exit(1);
  }
}
