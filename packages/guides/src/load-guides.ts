import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { GUIDE_KINDS, type GuideKind } from '@consentry/contract';
import { parse } from 'yaml';
import { GuideDocument, type Guide } from './guide.ts';

/** Asked for by the package's name, so that it is found too when this code is in a bundle elsewhere. */
const CONTENT = join(dirname(createRequire(import.meta.url).resolve('@consentry/guides/package.json')), 'content');

let loaded: readonly Guide[] | null = null;

/** All guides, read and checked once; a fault in one names its folder. */
export function loadGuides(): readonly Guide[] {
  loaded ??= GUIDE_KINDS.flatMap((kind) => slugsOf(kind).map((slug) => readGuide(kind, slug)));
  return loaded;
}

function slugsOf(kind: GuideKind): string[] {
  const folder = join(CONTENT, kind);
  return existsSync(folder) ? readdirSync(folder).toSorted() : [];
}

function readGuide(kind: GuideKind, slug: string): Guide {
  const folder = join(CONTENT, kind, slug);
  try {
    const { steps, ...document } = GuideDocument.parse(parse(readFileSync(join(folder, 'guide.yaml'), 'utf8')));
    if (document.kind !== kind) throw new Error(`its kind is ${document.kind}, but its folder is in ${kind}`);
    return { slug, ...document, steps: steps.map((step) => withFile(step, folder)) };
  } catch (cause) {
    throw new Error(`the guide ${kind}/${slug} cannot be read`, { cause });
  }
}

function withFile({ file, path, language, ...step }: GuideDocument['steps'][number], folder: string): Guide['steps'][number] {
  if (file === undefined || language === undefined) return step;
  return { ...step, file: { name: file, path: path ?? file, language, content: readFileSync(join(folder, file), 'utf8') } };
}
