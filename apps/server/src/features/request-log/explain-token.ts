import type { Mistake } from '@consentry/contract';
import type { Explain, Explained } from './refusal.ts';
import { quoted } from './quoted.ts';

/** Refresh tokens (RFC 6749 §6, RFC 9700 §4.14) and access tokens (RFC 6750 §3.1) that were presented. */
export const explainToken = {
  refresh_token_unknown: () => ({
    came: 'A refresh token that this server does not know, or no longer.',
    expected: 'The newest refresh token of the sign-in.',
    mend: 'Store the refresh token of each answer, as it came; if it is lost, start the sign-in again.',
  }),
  refresh_token_expired: ({ refusal }) => ({
    came: `A refresh token that expired${refusal.token === null ? '' : ` at ${refusal.token.expires_at.toISOString()}`}.`,
    expected: 'A refresh token that was used before it expired.',
    mend: 'Start the sign-in again: this happens to each one in the end, and the application has to be ready for it.',
  }),
  refresh_token_reused: () => ({
    came: 'A refresh token that was used before. All tokens of this sign-in are revoked now (RFC 9700 §4.14.2).',
    expected: 'The newest refresh token: each answer brings a new one, and the one before is used up.',
    mend: 'Store the new refresh token from each answer before the next request, and let one process at a time refresh.',
  }),
  refresh_token_revoked: (explained) => ({
    came: `A refresh token that was revoked${because(explained)}.`,
    expected: 'A refresh token of a sign-in and a grant that still hold.',
    mend: 'Start the sign-in again. If the token was revoked for reuse, store the new refresh token from each answer.',
  }),
  refresh_token_of_another_client: ({ refusal }) => ({
    came: `A refresh token that was issued to another application, sent by ${quoted(refusal.client_id ?? '')}.`,
    expected: 'A refresh token that was issued to the application that uses it.',
    mend: 'Refresh with the client id that the user signed in with.',
  }),
  access_token_missing: () => ({
    came: 'A request without an access token.',
    expected: 'Authorization: Bearer, followed by the access token (RFC 6750 §2.1).',
    mend: 'Send the access token in the Authorization header, neither the ID token nor the code.',
  }),
  access_token_invalid: (explained) => ({
    came: accessTokenWords(explained),
    expected: 'An access token of this server that has not expired and was not revoked.',
    mend: 'Refresh the access token, or start the sign-in again. An ID token is no access token.',
  }),
  access_token_for_another_audience: () => ({
    came: 'An access token for an API, sent to userinfo.',
    expected: 'An access token that was issued without a resource.',
    mend: 'Ask for a token without the resource parameter, and use that one at userinfo (RFC 8707 §2.2).',
  }),
  id_token_hint_invalid: ({ refusal }) => ({
    came: `An id_token_hint that cannot be used. The server’s reason: ${refusal.error_description}.`,
    expected: 'An ID token that this server issued to this application; it may have expired.',
    mend: 'Send the ID token as it came from the token endpoint, with the client_id that it was issued to, or leave the hint out.',
  }),
} satisfies Partial<Record<Mistake, Explain>>;

const REVOKED_BECAUSE: Record<string, string> = {
  reuse: ' because it or an older one was used twice',
  revoked: ' by the application or an operator',
  sign_out: ' when the user signed out',
};

function because({ refusal }: Explained): string {
  const { revoked_at: at = null, revoked_reason: reason = null } = refusal.token ?? {};
  const when = at === null ? '' : ` at ${at.toISOString()}`;
  return `${when}${reason === null ? '' : (REVOKED_BECAUSE[reason] ?? ', with the grant of the user')}`;
}

function accessTokenWords(explained: Explained): string {
  const { token, at } = explained.refusal;
  if (explained.client?.disabled_at != null) return 'An access token of an application that is disabled.';
  if (token === null) return 'An access token that this server does not know, or no longer.';
  if (token.revoked_at !== null) return `An access token that was revoked${because(explained)}.`;
  return token.expires_at <= at
    ? `An access token that expired at ${token.expires_at.toISOString()}.`
    : 'An access token that cannot be used here.';
}
