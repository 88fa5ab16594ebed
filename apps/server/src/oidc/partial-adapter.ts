import type { Adapter, AdapterPayload } from 'oidc-provider';
import type { Context } from '../context.ts';

/** What an artefact needs of the engine's storage interface; the rest is refused (see adapter.ts). */
export type PartialAdapter = Partial<Omit<Adapter, 'upsert'>> & {
  upsert?: (id: string, payload: AdapterPayload, expiresIn: number) => Promise<void>;
};

/** The identifier is a bearer secret: it stands nowhere in what is stored. */
export function withoutId(payload: AdapterPayload): Record<string, unknown> {
  const { jti: _jti, ...rest } = payload;
  return rest;
}

/** When a row that is saved now with this lifetime ends. */
export function expiryOf(ctx: Context, expiresIn: number): Date {
  return new Date(ctx.clock.now().getTime() + expiresIn * 1000);
}
