// Writes what is derived from the code: `npm run generate`. With `--check` it writes nothing and fails, naming each file that differs.
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { buildIfStale } from './build.mjs';
import { configurationPage } from './generators/configuration-page.mjs';
import { openApiFile } from './generators/openapi-file.mjs';
import { problemPages } from './generators/problem-pages.mjs';
import { standardsPage } from './generators/standards-page.mjs';

const root = dirname(import.meta.dirname);
/** Folders that hold generated files alone: what is left over in them goes. */
const GENERATED_FOLDERS = ['docs/problems'];

await buildIfStale();
const files = new Map([...(await openApiFile()), ...(await problemPages()), ...(await configurationPage()), ...standardsPage(root)]);
const changed = [...files].filter(([path, text]) => readIfThere(path) !== text).map(([path]) => path);
const leftOver = GENERATED_FOLDERS.flatMap(filesOf).filter((path) => !files.has(path));

if (process.argv.includes('--check')) check([...changed, ...leftOver]);
else write();

function check(different) {
  if (different.length === 0) return console.log(`the ${files.size} generated files are up to date`);
  console.error(
    `These generated files are not what the code says now; run npm run generate:\n${different.map((path) => `  ${path}`).join('\n')}`,
  );
  process.exitCode = 1;
}

function write() {
  for (const path of changed) {
    mkdirSync(join(root, dirname(path)), { recursive: true });
    writeFileSync(join(root, path), files.get(path));
    console.log(`wrote   ${path}`);
  }
  for (const path of leftOver) {
    rmSync(join(root, path));
    console.log(`deleted ${path}`);
  }
  console.log(`${files.size} generated files, ${changed.length + leftOver.length} changed`);
}

function readIfThere(path) {
  return existsSync(join(root, path)) ? readFileSync(join(root, path), 'utf8') : null;
}

function filesOf(folder) {
  return existsSync(join(root, folder)) ? readdirSync(join(root, folder)).map((name) => `${folder}/${name}`) : [];
}
