import type { Grammar } from './highlight-language.d.ts';

// The package's own types bring those of the browser into the server, where a mistyped name would then compile as a global of a page.
declare const highlighter: {
  registerLanguage(name: string, language: (highlighter: unknown) => Grammar): void;
  getLanguage(name: string): Grammar | undefined;
  highlight(code: string, options: { language: string; ignoreIllegals: boolean }): { value: string };
};
// oxlint-disable-next-line import/no-default-export -- it is how the package exports it
export default highlighter;
