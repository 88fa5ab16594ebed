import type { Context } from '../../context.ts';
import { hashToken } from '../../platform/keyring.ts';
import { findLiveGrant } from '../grants/find-live-grant.ts';
import { grantSnapshot } from '../grants/restore-grant.ts';
import { connectionTestCallback } from './connection-test-callback.ts';
import { updateGrantBefore } from './connection-test-store.ts';
import { SEALS } from './test-request.ts';

interface AskedConsent {
  user_id: string;
  client_id: string;
  /** Of the authorization request. */
  params: Readonly<Record<string, unknown>>;
}

/** Called before a consent is recorded: where it is asked by a connection test, remembers what to put back afterwards. */
export async function noteGrantBefore(ctx: Context, asked: AskedConsent): Promise<void> {
  const { redirect_uri, state } = asked.params;
  if (redirect_uri !== connectionTestCallback(ctx.issuer) || typeof state !== 'string') return;
  const grant = await findLiveGrant(ctx, { user_id: asked.user_id, client_id: asked.client_id });
  const before = { user_id: asked.user_id, grant: grant === null ? null : grantSnapshot(grant) };
  await updateGrantBefore(ctx, {
    state_hash: hashToken(state),
    sealed_grant_before: ctx.keyring.seal(SEALS.grant, JSON.stringify(before)),
  });
}
