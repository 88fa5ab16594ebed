import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

/** The ring of unit and feature tests: what lies beside the code, in every workspace that has some. */
export default defineConfig({
  root: fileURLToPath(new URL('..', import.meta.url)),
  test: {
    maxWorkers: 2,
    passWithNoTests: true,
    projects: [
      'packages/contract/vitest.config.ts',
      'packages/guides/vitest.config.ts',
      'apps/server/vitest.config.ts',
      'apps/console/vite.config.ts',
      { test: { name: 'support', root: fileURLToPath(new URL('.', import.meta.url)), include: ['support/**/*.test.ts'] } },
      { test: { name: 'bench', root: fileURLToPath(new URL('../bench', import.meta.url)), include: ['**/*.test.ts'] } },
    ],
  },
});
