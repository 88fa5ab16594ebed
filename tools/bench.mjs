// Builds what is stale, then measures it. Options: bench/README.md.
import { buildIfStale } from './build.mjs';

await buildIfStale();
await import('../bench/run-bench.ts');
