/** A grammar; only the highlighter looks into it. */
export interface Grammar {
  name?: string;
}

declare const grammar: (highlighter: unknown) => Grammar;
// oxlint-disable-next-line import/no-default-export -- it is how the package exports it
export default grammar;
