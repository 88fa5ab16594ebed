import type { Context } from '../context.ts';
import type { Signal } from '../platform/signal.ts';

export interface Job {
  readonly name: string;
  readonly every_seconds: number;
  /** Runs the job at once, besides its pace. */
  readonly wakes_on?: Signal;
  /** A job with much to do looks at `stopping` between its steps. */
  run(ctx: Context, stopping: AbortSignal): Promise<void>;
}

/** Runs each job at its pace; a failure is logged and the next turn tries again. Returns the stop, which waits for what is running. */
export function startJobs(ctx: Context, jobs: readonly Job[]): () => Promise<void> {
  const running = new Set<Promise<void>>();
  const stopping = new AbortController();
  const stops = jobs.map((job) => {
    let atWork = 0;
    const turn = (): void => {
      const done = job.run(ctx, stopping.signal).catch((error: unknown) => ctx.logger.error({ err: error, job: job.name }, 'a job failed'));
      running.add(done);
      atWork += 1;
      void done.finally(() => {
        running.delete(done);
        atWork -= 1;
      });
    };
    // One that takes longer than its pace is not joined by another; what wakes it may have come after it looked.
    const timer = setInterval(() => (atWork === 0 ? turn() : undefined), job.every_seconds * 1000);
    timer.unref();
    const deafen = job.wakes_on?.listen(turn);
    return () => {
      clearInterval(timer);
      deafen?.();
    };
  });
  return async () => {
    stopping.abort();
    for (const stop of stops) stop();
    await Promise.all(running);
  };
}
