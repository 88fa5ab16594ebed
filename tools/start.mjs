import { buildIfStale } from './build.mjs';

await buildIfStale();
process.argv = [process.argv[0], 'consentry', 'start', ...process.argv.slice(2)];
await import('../apps/server/dist/main.js');
