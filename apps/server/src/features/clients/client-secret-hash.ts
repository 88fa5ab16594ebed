import type { Context } from '../../context.ts';

/** Under which a secret is stored: keyed, so that a copy of the database alone cannot try values, and bound to its client. */
export function clientSecretHash(ctx: Pick<Context, 'keyring'>, clientId: string, clientSecret: string): Buffer {
  // A client id has no colon, so no two pairs make one value.
  return ctx.keyring.mac('client_secret', `${clientId}:${clientSecret}`);
}
