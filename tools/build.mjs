import { spawn } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { bundleServer, removeServerBundle } from './bundle-server.mjs';

const SERVER = 'apps/server';
const CONSOLE = 'apps/console';
const STAMP = `${SERVER}/dist/build-stamp`;
const TEMPLATE = `${SERVER}/dist/embedded-template.tar.gz`;
const SOURCES = ['packages/contract', 'packages/guides', SERVER, CONSOLE, 'tools', 'package-lock.json', 'tsconfig.base.json'];

/** Builds contract, server and console unless what is built is newer than every source. */
export async function buildIfStale() {
  if (existsSync(STAMP) && statSync(STAMP).mtimeMs >= newestSource()) return false;
  await build();
  return true;
}

async function build() {
  const started = performance.now();
  rmSync(STAMP, { force: true });
  console.log('Building: contract, server, console, embedded database');
  await Promise.all([buildServer(), buildConsole()]);
  writeFileSync(STAMP, '');
  console.log(`Built in ${((performance.now() - started) / 1000).toFixed(1)} s`);
}

async function buildServer() {
  await run('tsc', ['-b', SERVER], '.');
  copyAssets();
  await bundleServer();
  if (!existsSync(TEMPLATE)) await makeTemplate();
}

async function buildConsole() {
  await run('vite', ['build', '--logLevel', 'warn'], CONSOLE);
  compress(join(CONSOLE, 'dist'));
}

/** For who compiles file by file, and starts again at each: what is built next is whole again. */
export function withoutBundle() {
  removeServerBundle();
  rmSync(STAMP, { force: true });
}

/** A failure ends the build with the tool's own output, which says it best. */
function run(command, args, directory) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd: directory, stdio: 'inherit', shell: process.platform === 'win32' });
    child.on('exit', (code) => (code === 0 ? resolve() : process.exit(code ?? 1)));
  });
}

/** What the compiler does not carry over: migrations, stylesheet and script of the hosted pages. */
function copyAssets() {
  for (const directory of ['migrations', 'pages/assets']) {
    rmSync(`${SERVER}/dist/${directory}`, { recursive: true, force: true });
    cpSync(`${SERVER}/src/${directory}`, `${SERVER}/dist/${directory}`, { recursive: true });
  }
}

/** A fresh data directory of the embedded database; a first start from it takes a fraction of the time and memory. */
async function makeTemplate() {
  const { dumpEmbeddedTemplate } = await import(pathToFileURL(`${SERVER}/dist/platform/database.js`).href);
  mkdirSync(`${SERVER}/dist`, { recursive: true });
  const template = await dumpEmbeddedTemplate();
  writeFileSync(TEMPLATE, Buffer.from(await template.arrayBuffer()));
}

/** Compressed once here, not at each request. */
function compress(directory) {
  for (const file of filesOf(directory).filter((name) => /\.(js|css|html|svg|json)$/.test(name))) {
    const content = readFileSync(file);
    writeFileSync(`${file}.gz`, gzipSync(content, { level: 9 }));
    writeFileSync(`${file}.br`, brotliCompressSync(content, { params: { [constants.BROTLI_PARAM_QUALITY]: 10 } }));
  }
}

function newestSource() {
  return Math.max(
    ...SOURCES.flatMap((source) => (statSync(source).isDirectory() ? filesOf(source) : [source])).map((file) => statSync(file).mtimeMs),
  );
}

function filesOf(directory) {
  return readdirSync(directory, { withFileTypes: true }).flatMap((entry) => {
    if (['node_modules', 'dist', '.cache'].includes(entry.name) && directory !== join(CONSOLE, 'dist')) return [];
    const path = join(directory, entry.name);
    return entry.isDirectory() ? filesOf(path) : [path];
  });
}

if (import.meta.filename === process.argv[1]) await build();
