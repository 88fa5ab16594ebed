import { existsSync } from 'node:fs';
import { enableCompileCache } from 'node:module';
import { fileURLToPath } from 'node:url';

interface Program {
  runProcess(): Promise<void>;
}

// Reading the code takes most of a start. What it was compiled to is kept beside it; where nothing may be written, it is compiled anew.
enableCompileCache(fileURLToPath(new URL('../.cache/compiled', import.meta.url)));
// The build joins all code into few files (`tools/bundle-server.mjs`). Without them each file is read by itself: the same, but later.
const bundle = new URL('./bundle-run-process.js', import.meta.url);
const program = (existsSync(bundle) ? await import(bundle.href) : await import('./run-process.ts')) as Program;
await program.runProcess();
