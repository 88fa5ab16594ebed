import type { Mistake } from '@consentry/contract';
import type { Explain, Explained } from './refusal.ts';
import { redirectUriDifference } from './redirect-uri-difference.ts';
import { quoted } from './quoted.ts';

/** Authorization codes (RFC 6749 §4.1.2, §4.1.3). */
export const explainCode = {
  code_unknown: () => ({
    came: 'A code that this server does not know, or no longer.',
    expected: 'The code parameter of the redirect, decoded once, redeemed at the issuer that it came from.',
    mend: 'Pass the code on as it came: not cut, not encoded twice, and to the right server.',
  }),
  code_expired: (explained) => ({
    came: `A code that expired${ago(explained, explained.refusal.token?.expires_at)}.`,
    expected: 'A code that is redeemed within a minute of the redirect.',
    mend: 'Redeem the code at once in the handler of the redirect, and do not keep it; for a new one start the sign-in again.',
  }),
  code_reused: (explained) => ({
    came: `A code that was redeemed before${ago(explained, explained.refusal.token?.consumed_at)}. All tokens that came from it are revoked now (RFC 6749 §4.1.2).`,
    expected: 'A code that is redeemed once.',
    mend: 'Redeem the code in one place only: a page that is loaded twice, a retry, or React’s double effects in development send it again.',
  }),
  code_of_another_client: ({ refusal }) => ({
    came: `A code that was issued to another application, sent by ${quoted(refusal.client_id ?? '')}.`,
    expected: 'A code that was issued to the application that redeems it.',
    mend: 'Use the same client_id in the authorization request and in the token request.',
  }),
  code_redirect_uri_mismatch: ({ refusal }) => {
    const came = refusal.parameters['redirect_uri'] ?? '';
    const first = refusal.token?.redirect_uri ?? null;
    return {
      came: `redirect_uri = ${quoted(came)} in the token request.`,
      expected:
        first === null
          ? 'The redirect_uri of the authorization request (RFC 6749 §4.1.3).'
          : `The redirect_uri of the authorization request, ${quoted(first)}. The difference: ${redirectUriDifference(came, first)}.`,
      mend: 'Send the same redirect_uri in both requests, from one setting.',
    };
  },
} satisfies Partial<Record<Mistake, Explain>>;

function ago({ refusal }: Explained, then: Date | null | undefined): string {
  if (then == null) return '';
  const seconds = Math.max(0, Math.round((refusal.at.getTime() - then.getTime()) / 1000));
  return ` ${seconds === 1 ? '1 second' : `${seconds} seconds`} ago`;
}
