import { readdirSync, rmSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { rolldown } from 'rolldown';

const SOURCE = resolve('apps/server/src');
const OUTPUT = resolve('apps/server/dist');
/** Flat and beside `main.js`: what `app.ts` and `start-server.ts` find relative to themselves is found there too. */
const PREFIX = 'bundle-';
/** They bring files that are no JavaScript: native code, WebAssembly. */
const NOT_BUNDLED = [/^@node-rs\//, /^@electric-sql\//, 'pg-native'];

/**
 * Joins the server and the packages that it uses into few files, which `main.js` prefers to what the compiler wrote: a start reads them
 * instead of some 1,600. Names and lines stay readable; the maps beside them lead to the sources (`node --enable-source-maps`).
 */
export async function bundleServer() {
  removeServerBundle();
  const bundle = await rolldown({
    input: { 'run-process': join(SOURCE, 'run-process.ts') },
    platform: 'node',
    // Its `paths` lead to declarations, which are no code.
    tsconfig: false,
    transform: { jsx: { runtime: 'automatic', importSource: 'hono/jsx' }, target: 'es2024' },
    external: NOT_BUNDLED,
    resolve: { conditionNames: ['source', 'node'] },
    treeshake: { moduleSideEffects: true },
    plugins: [placesThatMove()],
    // A package that the engine needs calls `eval` once, and has to.
    checks: { eval: false },
  });
  await bundle.write({
    dir: OUTPUT,
    format: 'esm',
    entryFileNames: `${PREFIX}[name].js`,
    chunkFileNames: `${PREFIX}[name].js`,
    cleanDir: false,
    sourcemap: true,
    // What is all ASCII is held with one byte for each character.
    charset: 'ascii',
    comments: false,
  });
  await bundle.close();
}

export function removeServerBundle() {
  for (const name of readdirSync(OUTPUT)) if (name.startsWith(PREFIX)) rmSync(join(OUTPUT, name));
}

/** A file elsewhere would look in the wrong folder for what is relative to it. */
function placesThatMove() {
  return {
    name: 'places-that-move',
    transform(code, id) {
      if (!id.startsWith(SOURCE) || dirname(id) === SOURCE || !code.includes('import.meta')) return;
      this.error(`${id} uses import.meta: only files directly in ${SOURCE} may, for the bundle is in one folder`);
    },
  };
}
