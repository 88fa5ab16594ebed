import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

/** The rings that run against the built product; `tools/test.mjs` builds it first. */
const ring = (name: string, globalSetup: string[] = [], fileParallelism = true) => ({
  extends: true as const,
  test: { name, include: [`${name}/**/*.test.ts`], globalSetup, fileParallelism },
});

export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  resolve: { conditions: ['source'] },
  ssr: { resolve: { conditions: ['source'] } },
  test: {
    globals: false,
    environment: 'node',
    // Their packages name TypeScript sources under the condition that ours are found by.
    server: { deps: { inline: ['@modelcontextprotocol/sdk', 'eventsource', 'eventsource-parser'] } },
    testTimeout: 240_000,
    hookTimeout: 300_000,
    maxWorkers: 2,
    projects: [
      ring('storage', ['./storage/postgres-setup.ts']),
      ring('faults', ['./storage/postgres-setup.ts']),
      ring('interop'),
      // One after the other: two files may build the same program, and a build takes all cores.
      ring('interop-all', [], false),
      ring('security'),
    ],
  },
});
