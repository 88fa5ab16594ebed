import { enableCompileCache } from 'node:module';
import { fileURLToPath } from 'node:url';

// Reading the code takes most of a start. What it was compiled to is kept beside it; where nothing may be written, it is compiled anew.
enableCompileCache(fileURLToPath(new URL('../.cache/compiled', import.meta.url)));
const { runProcess } = await import('./run-process.ts');
await runProcess();
