import type { EngineContext } from '../../oidc/oidc-pages.ts';

/** `ui_locales` of the request that the engine is answering (OIDC Core §3.1.2.1), best first. */
export function localesOfRequest(ctx: EngineContext): string[] {
  const locales = ctx.oidc.params?.ui_locales;
  return typeof locales === 'string' ? locales.split(' ') : [];
}
