import { expect, it } from 'vitest';
import { replaceSection } from './replace-section.ts';

const page = '# Page\n\nby hand\n\n<!-- bench:a -->\n\nold\n\n<!-- /bench:a -->\n\nalso by hand\n';

it('only what stands between the markers is replaced', () => {
  const written = replaceSection(page, 'a', 'new $& text\n');
  expect(written).toBe(page.replace('old', () => 'new $& text'));
  expect(replaceSection(written, 'a', 'old')).toBe(page);
});

it('a section that is not there yet comes last, and is found the next time', () => {
  const written = replaceSection(page, 'b', 'first');
  expect(written.startsWith(page.trimEnd())).toBe(true);
  expect(replaceSection(written, 'b', 'second')).toBe(written.replace('first', 'second'));
});
