import cluster, { type Worker } from 'node:cluster';
import process from 'node:process';

/** A worker that ends by itself is replaced after this time; one that cannot even start is not tried for ever. */
const REPLACE_AFTER_MS = 1000;
const MAX_FAILED_STARTS = 5;

/**
 * Runs the server in several processes behind one port. The first is started alone: it brings the schema up to date and makes what must
 * exist; the others follow when it is ready. Resolves with the exit code when all have ended.
 */
export class Workers {
  readonly #count: number;
  readonly #alive = new Set<Worker>();
  readonly #ready = new WeakSet<Worker>();
  #stopping = false;
  #failedStarts = 0;
  #exitCode = 0;

  constructor(count: number) {
    this.#count = count;
  }

  run(): Promise<number> {
    process.on('SIGTERM', () => this.#stop());
    process.on('SIGINT', () => this.#stop());
    return new Promise((resolve) => {
      cluster.on('message', (worker, message: unknown) => {
        if (message !== READY) return;
        this.#ready.add(worker);
        this.#failedStarts = 0;
        while (!this.#stopping && this.#alive.size < this.#count) this.#start();
      });
      cluster.on('exit', (worker, code) => {
        this.#alive.delete(worker);
        this.#ended(worker, code);
        if (this.#stopping && this.#alive.size === 0) resolve(this.#exitCode);
      });
      this.#start();
    });
  }

  #start(): void {
    this.#alive.add(cluster.fork());
  }

  #ended(worker: Worker, code: number | null): void {
    if (this.#stopping) {
      if (code !== 0) this.#exitCode = code ?? 1;
      return;
    }
    if (!this.#ready.has(worker)) this.#failedStarts += 1;
    // What stops the first one stops all: a fault of the configuration, a database that is not there.
    if (this.#failedStarts > 0 && (this.#alive.size === 0 || this.#failedStarts >= MAX_FAILED_STARTS)) {
      this.#exitCode = code ?? 1;
      this.#stop();
      return;
    }
    setTimeout(() => {
      if (!this.#stopping && this.#alive.size < this.#count) this.#start();
    }, REPLACE_AFTER_MS);
  }

  /** A second call ends all at once. */
  #stop(): void {
    const again = this.#stopping;
    this.#stopping = true;
    for (const worker of this.#alive) {
      if (again) worker.process.kill('SIGKILL');
      else worker.send(STOP);
    }
  }
}

const READY = 'ready';
const STOP = 'stop';

/** Says to the process that started this one, if there is one, that it answers requests. */
export function sayReady(): void {
  cluster.worker?.send(READY);
}

/** What a process listens to when it has to stop: signals, or, as a worker, the process that started it. */
export function onStop(stop: () => void): void {
  const { worker } = cluster;
  if (worker === undefined) {
    process.on('SIGTERM', stop);
    process.on('SIGINT', stop);
    return;
  }
  // A terminal sends its signal to the workers too; they wait to be told.
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => {});
  let told = false;
  const stopOnce = (): void => {
    if (!told) stop();
    told = true;
  };
  worker.on('message', (message: unknown) => {
    if (message === STOP) stopOnce();
  });
  // Whoever started it is gone.
  worker.on('disconnect', stopOnce);
}

/** Of several processes, one speaks for all. */
export function isFirstProcess(): boolean {
  return cluster.worker === undefined || cluster.worker.id === 1;
}
