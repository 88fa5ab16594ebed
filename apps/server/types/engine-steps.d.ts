import type { KoaContextWithOIDC } from 'oidc-provider';

export type Step = (ctx: KoaContextWithOIDC, next: () => Promise<void>) => Promise<void>;

/** What the engine does with a request, step by step. Its own types do not know the modules that export this. */
declare const steps: Step[];
// oxlint-disable-next-line import/no-default-export -- it is how the engine exports it
export default steps;
