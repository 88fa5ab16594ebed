import { spawnSync } from 'node:child_process';
import { cpus } from 'node:os';

/** The server under test has a core of its own; what drives it and the database share the others. */
const SERVER_CORE = 0;

const canPin = cpus().length > 1 && spawnSync('taskset', ['-V'], { stdio: 'ignore' }).status === 0;

/** Whether the cores are kept apart: it takes Linux and two of them. */
export const coresAreApart = canPin;

/** Moves this process, and with it all that it starts from now on, off the server's core. */
export function leaveServerCore(): void {
  if (canPin) spawnSync('taskset', ['-a', '-cp', `${SERVER_CORE + 1}-${cpus().length - 1}`, String(process.pid)], { stdio: 'ignore' });
}

/** A command that runs on the server's core. */
export function onServerCore(command: readonly string[]): string[] {
  return canPin ? ['taskset', '-c', String(SERVER_CORE), ...command] : [...command];
}
