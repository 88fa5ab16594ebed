const cleanups = new Set<() => void>();
let installed = false;

/** Runs a synchronous clean-up when this process ends, also on Ctrl-C. Returns a function that takes it off again. */
export function atExit(cleanup: () => void): () => void {
  if (!installed) install();
  cleanups.add(cleanup);
  return () => cleanups.delete(cleanup);
}

function install(): void {
  installed = true;
  process.once('exit', runAll);
  for (const [signal, number] of Object.entries({ SIGHUP: 1, SIGINT: 2, SIGTERM: 15 })) {
    // Not `once`: npm passes on a signal that the terminal has sent already, and the second must not end the cleaning up.
    process.on(signal, () => {
      runAll();
      leave(128 + number);
    });
  }
}

/** A worker of vitest may not call `process.exit`: there it throws. */
function leave(code: number): void {
  try {
    process.exit(code);
  } catch {
    process.kill(process.pid, 'SIGKILL');
  }
}

function runAll(): void {
  // The last things made go first: a process before the directory that it writes to.
  for (const cleanup of [...cleanups].toReversed()) {
    cleanups.delete(cleanup);
    cleanup();
  }
}
