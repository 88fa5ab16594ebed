import type { Guide } from './guide.ts';
import { loadGuides } from './load-guides.ts';

export function guideBySlug(slug: string): Guide | null {
  return loadGuides().find((guide) => guide.slug === slug) ?? null;
}
