import type { KoaContextWithOIDC } from 'oidc-provider';

/** Reads the named parameters of a request into `ctx.oidc.params`. The engine's own types do not know this module. */
declare function assembleParams(
  names: { forEach(each: (name: string) => void): void },
  ctx: KoaContextWithOIDC,
  next: () => Promise<void>,
): Promise<void>;
// oxlint-disable-next-line import/no-default-export -- it is how the engine exports it
export default assembleParams;
