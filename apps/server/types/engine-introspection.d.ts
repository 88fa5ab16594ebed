/** What the engine does with an introspection request, step by step. Its own types do not know this module. */
declare const steps: { readonly name: string }[];
// oxlint-disable-next-line import/no-default-export -- it is how the engine exports it
export default steps;
