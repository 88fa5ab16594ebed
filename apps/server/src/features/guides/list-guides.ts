import { GUIDE_KINDS, type AppType, type GuideKind, type GuideSummary, type ServiceCategory } from '@consentry/contract';
import { loadGuides } from '@consentry/guides';
import { summarizeGuide } from './present-guide.ts';

interface GuidesQuery {
  kind?: GuideKind | undefined;
  app_type?: AppType | undefined;
  category?: ServiceCategory | undefined;
  q?: string | undefined;
}

/** The guides by kind and title; each word of `q` stands in what a reader sees of them. */
export function listGuides({ kind, app_type, category, q = '' }: GuidesQuery): { items: GuideSummary[] } {
  const words = q.toLowerCase().split(/\s+/).filter(Boolean);
  const items = loadGuides()
    .map(summarizeGuide)
    .filter((guide) => kind === undefined || guide.kind === kind)
    .filter((guide) => app_type === undefined || guide.app_type === app_type)
    .filter((guide) => category === undefined || guide.category === category)
    .filter((guide) => words.every((word) => textOf(guide).includes(word)))
    .toSorted((a, b) => GUIDE_KINDS.indexOf(a.kind) - GUIDE_KINDS.indexOf(b.kind) || a.title.localeCompare(b.title, 'en'));
  return { items };
}

function textOf({ title, summary, language, library, category, slug }: GuideSummary): string {
  return [title, summary, language, library?.name, category, slug].join(' ').toLowerCase();
}
