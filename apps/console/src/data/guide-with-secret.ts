import type { FilledGuide, GuideCode } from '@consentry/contract';

/** Puts the secret where the guide has its marker. The server never sends it; the console has it for a moment after it was created. */
export function guideWithSecret(guide: FilledGuide, client_secret: string): FilledGuide {
  const { client_secret_marker: marker } = guide;
  if (marker === null) return guide;
  const inText = (text: string): string => text.replaceAll(marker, () => client_secret);
  const inCode = <Code extends GuideCode>(code: Code): Code => ({ ...code, ...filled(code, inText) });
  const inValues = (values: FilledGuide['values']) => values.map(({ label, value }) => ({ label, value: inText(value) }));
  return {
    ...guide,
    values: inValues(guide.values),
    steps: guide.steps.map((step) => ({
      ...step,
      file: step.file === null ? null : inCode(step.file),
      command: step.command === null ? null : inCode(step.command),
      values: inValues(step.values),
    })),
    client_secret_marker: null,
  };
}

function filled({ content, tokens }: GuideCode, change: (text: string) => string): Pick<GuideCode, 'content' | 'tokens'> {
  let at = 0;
  const pieces = tokens.map(({ length, kind }) => ({ text: change(content.slice(at, (at += length))), kind }));
  const result = change(content);
  // A marker that lies across two pieces is found in neither: such code loses its colours, not its secret.
  if (pieces.map(({ text }) => text).join('') !== result) return { content: result, tokens: [{ length: result.length, kind: null }] };
  return { content: result, tokens: pieces.map(({ text, kind }) => ({ length: text.length, kind })) };
}
