import type { FilledGuide, GuideSummary } from '@consentry/contract';
import { PLACEHOLDERS, type FilledGuide as Filled, type Guide } from '@consentry/guides';

export function summarizeGuide(guide: Pick<Guide, keyof GuideSummary>): GuideSummary {
  const { slug, title, summary, kind, app_type, language, library, category = null, address = null } = guide;
  return { slug, title, summary, kind, app_type, language, library, category, address };
}

/** A guide that was filled without the secret, as it is shown. */
export async function presentGuide(filled: Filled): Promise<FilledGuide> {
  // Twenty languages are loaded with the first guide that somebody reads.
  const { highlightCode } = await import('./highlight-code.ts');
  const { needs, where, values, scopes, claims, quirks, links, missing } = filled;
  return {
    ...summarizeGuide(filled),
    needs,
    where,
    values,
    scopes,
    claims,
    quirks,
    links,
    steps: filled.steps.map(({ title, text, file, command, values: own }) => ({
      title,
      text,
      file: file === null ? null : { ...highlightCode(file.content, file.language), path: file.path },
      command: command === null ? null : highlightCode(command, 'bash'),
      values: own,
    })),
    client_secret_marker: missing.includes('client_secret') ? PLACEHOLDERS.client_secret : null,
  };
}
