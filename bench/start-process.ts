import { spawn } from 'node:child_process';
import { atExit } from '../tests/support/at-exit.ts';
import { onServerCore } from './cores.ts';

export interface StartedProcess {
  readonly pid: number;
  /** When it was started, on the clock of `performance.now()`. */
  readonly started_at: number;
  /** What it has written so far. */
  output(): string;
  stop(): Promise<void>;
}

/** Starts a script with our own Node.js on the server's core, with exactly this environment. */
export function startProcess(script: string, options: { env: Record<string, string>; args?: string[]; node?: string[] }): StartedProcess {
  const [command = '', ...args] = onServerCore([process.execPath, ...(options.node ?? []), script, ...(options.args ?? [])]);
  const started_at = performance.now();
  const child = spawn(command, args, {
    env: { PATH: process.env['PATH'] ?? '', HOME: process.env['HOME'] ?? '', NO_COLOR: '1', NODE_ENV: 'production', ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const chunks: string[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => chunks.push(chunk.toString('utf8')));
  const forget = atExit(() => child.kill('SIGKILL'));
  const exited = new Promise<void>((resolve) => child.once('close', () => resolve()));
  return {
    pid: child.pid ?? 0,
    started_at,
    output: () => chunks.join(''),
    async stop() {
      child.kill('SIGTERM');
      await exited;
      forget();
    },
  };
}

/** Asks until the address answers with 200; resolves with the milliseconds since the start. */
export async function untilReady(started: StartedProcess, url: string): Promise<number> {
  const deadline = performance.now() + 120_000;
  while (performance.now() < deadline) {
    const status = await fetch(url).then(
      async (answer) => (await answer.arrayBuffer(), answer.status),
      () => 0,
    );
    if (status === 200) return performance.now() - started.started_at;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  throw new Error(`${url} did not answer; the process wrote:\n${started.output()}`);
}
