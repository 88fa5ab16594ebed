import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { enFirst } from './en-first.ts';
import { en } from './en.ts';

const SOURCES = resolve(import.meta.dirname, '..');

/** What the bundle of the first screen is made from (`vite.config.ts`). */
const ENTRIES = ['main.tsx', 'routes/clients-page.tsx'];

function read(file: string): string {
  return readFileSync(join(SOURCES, file), 'utf8');
}

/** Files of the console that a file imports when it is loaded itself. */
function imported(file: string): string[] {
  const found = read(file).matchAll(/^(?:import|export) (?!type )(?:[^';]* from )?'(\.[^']+\.tsx?)';$/gm);
  return Array.from(found, ([, path = '']) => relative(SOURCES, resolve(SOURCES, dirname(file), path)));
}

function loadedAtOnce(): Set<string> {
  const files = new Set(ENTRIES);
  for (const file of files) for (const next of imported(file)) files.add(next);
  return files;
}

/** The areas of the catalogue that a file's keys begin with, however the rest of a key is made. */
function areasIn(file: string): string[] {
  const areas = new Set<string>([...Object.keys(en), ...Object.keys(enFirst)]);
  return Array.from(read(file).matchAll(/['`]([a-z_]+)\.(?=[\w$-])/g), ([, area = '']) => area).filter((area) => areas.has(area));
}

test('what is loaded at once says only what is loaded at once', () => {
  const loaded = loadedAtOnce();
  expect(loaded).toContain('messages/en-first.ts');
  expect(loaded).not.toContain('messages/en.ts');
  const files = [...loaded].filter((file) => !file.startsWith('messages/'));
  const missing = files.flatMap((file) => areasIn(file).flatMap((area) => (area in enFirst ? [] : [`${file}: ${area}`])));
  expect(missing, 'move these areas from en.ts to en-first.ts, or load the file later, by withTexts').toEqual([]);
  const used = new Set(files.flatMap(areasIn));
  expect(Object.keys(enFirst).filter((area) => !used.has(area))).toEqual([]);
});

test('no area stands in both catalogues', () => {
  expect(Object.keys(en).filter((area) => area in enFirst)).toEqual([]);
});

test('what is loaded later comes with its texts', () => {
  const files = readdirSync(SOURCES, { recursive: true, encoding: 'utf8' }).filter((file) => /(?<!\.test)\.tsx?$/.test(file));
  const imports = files.flatMap((file) => Array.from(read(file).matchAll(/.*\bimport\('(\..*)/g), ([line]) => `${file}: ${line.trim()}`));
  expect(imports.length).toBeGreaterThan(10);
  const bare = imports.filter((line) => !line.includes('withTexts(import(')).toSorted();
  expect(bare).toEqual([
    "messages/with-texts.ts: const { en } = await import('./en.ts');",
    expect.stringContaining("import('./routes/clients-page.tsx')"),
  ]);
});
