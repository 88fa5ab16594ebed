import { makeTempDirectory } from '../tests/support/temp-directory.ts';
import { createDatabase } from '../tests/support/postgres.ts';
import { processUsage } from './process-usage.ts';
import { startConsentry } from './systems/consentry.ts';
import { weighPages, type PageWeight } from './weigh-pages.ts';

export interface StartFigures {
  storage: 'PostgreSQL' | 'PGlite';
  /** Milliseconds from the start of the process to the first 200 of `/readyz`, on an empty database and on one that is set up. */
  first_ms: number;
  warm_ms: number;
  /** Resident memory, some seconds after a warm start. */
  idle_mb: number | null;
}

const WARM_STARTS = 3;
const IDLE_SECONDS = 5;

/** How long a start takes, what an idle process holds, and what its pages weigh. */
export async function measureStart(adminUrl: string): Promise<{ starts: StartFigures[]; pages: PageWeight[] }> {
  const starts: StartFigures[] = [];
  let pages: PageWeight[] = [];
  for (const storage of ['PostgreSQL', 'PGlite'] as const) {
    const directory = makeTempDirectory('bench-start');
    const place = storage === 'PostgreSQL' ? { database_url: await createDatabase(adminUrl) } : { data_dir: directory.path };
    const first = await startConsentry({ ...place, declare: false });
    await first.stop();
    const warm = [];
    for (let start = 0; start < WARM_STARTS; start += 1) {
      const system = await startConsentry({ ...place, declare: false });
      warm.push(system);
      if (start < WARM_STARTS - 1) await system.stop();
    }
    await new Promise((resolve) => setTimeout(resolve, IDLE_SECONDS * 1000));
    const last = warm.at(-1);
    const usage = last === undefined ? null : processUsage(last.process.pid);
    await last?.stop();
    starts.push({
      storage,
      first_ms: first.ready_after_ms,
      warm_ms: Math.min(...warm.map(({ ready_after_ms }) => ready_after_ms)),
      idle_mb: usage === null ? null : usage.rss_bytes / 2 ** 20,
    });
    if (storage === 'PostgreSQL') pages = await weighPages(await createDatabase(adminUrl));
    directory.remove();
  }
  return { starts, pages };
}
