import type { TestProject } from 'vitest/node';
import { createPostgresCluster } from '../support/postgres.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** URL of a PostgreSQL server where databases may be created. */
    postgres_admin_url: string;
  }
}

/** One PostgreSQL for the ring: the one given in TEST_DATABASE_URL, else a cluster of our own. */
export default async function setup(project: TestProject): Promise<(() => Promise<void>) | undefined> {
  const given = process.env['TEST_DATABASE_URL'];
  if (given !== undefined && given !== '') {
    project.provide('postgres_admin_url', given);
    return undefined;
  }
  const cluster = await createPostgresCluster();
  project.provide('postgres_admin_url', cluster.admin_url);
  return () => cluster.destroy();
}
