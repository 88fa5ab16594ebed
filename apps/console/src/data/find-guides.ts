import type { GuideSummary } from '@consentry/contract';

/** The guides that have every word somewhere in what is shown of them. */
export function findGuides(guides: GuideSummary[], text: string): GuideSummary[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  return guides.filter(({ title, summary, language, library, category, slug }) => {
    const shown = [title, summary, language, library?.name, category, slug].join(' ').toLowerCase();
    return words.every((word) => shown.includes(word));
  });
}
