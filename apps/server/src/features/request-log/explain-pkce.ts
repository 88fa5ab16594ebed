import type { Mistake } from '@consentry/contract';
import type { Explain, Explained } from './refusal.ts';
import { quoted } from './quoted.ts';

/** PKCE (RFC 7636). */
export const explainPkce = {
  pkce_missing: ({ client }) => ({
    came: 'An authorization request without code_challenge.',
    expected:
      client?.pkce === 'required_unless_nonce'
        ? 'code_challenge with code_challenge_method=S256, or, with the scope openid, a nonce (RFC 9700 §2.1.1).'
        : 'code_challenge with code_challenge_method=S256 (RFC 7636 §4.3).',
    mend:
      client?.token_endpoint_auth_method === 'none' || client == null
        ? 'Turn PKCE on in the client library: it sends code_challenge here and code_verifier to the token endpoint.'
        : 'Turn PKCE on in the client library. If it knows neither PKCE nor nonce, set PKCE to optional in the application’s settings.',
  }),
  pkce_method_unsupported: ({ refusal }) => {
    const method = refusal.parameters['code_challenge_method'];
    return {
      came:
        method === undefined
          ? 'code_challenge without code_challenge_method, which means “plain”.'
          : `code_challenge_method = ${quoted(method)}`,
      expected: 'code_challenge_method=S256; “plain” is refused, because it protects nothing (RFC 9700 §2.1.1).',
      mend: 'Set the client library’s challenge method to S256.',
    };
  },
  pkce_malformed: ({ refusal }) => ({
    came: `A PKCE value that is not well formed: ${refusal.error_description}.`,
    expected:
      'code_verifier of 43 to 128 unreserved characters; code_challenge is its SHA-256 in Base64url without “=” (RFC 7636 §4.1, §4.2).',
    mend: 'Make a verifier of 32 random bytes in Base64url, and the challenge from it with S256.',
  }),
  pkce_verifier_missing: () => ({
    came: 'A code of an authorization that began with PKCE, without code_verifier.',
    expected: 'code_verifier: the value that the code_challenge was made from (RFC 7636 §4.5).',
    mend: 'Keep the code_verifier from the authorization request, and send it with the code. Behind several servers, keep it where all of them find it.',
  }),
  pkce_verifier_mismatch: (explained) => ({
    came: verifierWords(explained),
    expected: 'The code_verifier whose SHA-256, in Base64url without “=”, was sent as code_challenge (RFC 7636 §4.6).',
    mend: verifierMend(explained),
  }),
  pkce_not_begun: () => ({
    came: 'code_verifier, though the authorization request had no code_challenge.',
    expected: 'No code_verifier, or an authorization request with code_challenge (RFC 9700 §4.8.2).',
    mend: 'Send code_challenge and code_challenge_method=S256 in the authorization request.',
  }),
} satisfies Partial<Record<Mistake, Explain>>;

type Form = 'hex' | 'base64' | 'padded';

/** In which wrong form the challenge was made from the right verifier. */
function wrongForm({ refusal }: Explained): Form | null {
  const { verifier_forms: forms, token } = refusal;
  if (forms === null || token?.code_challenge == null) return null;
  const digest = Buffer.from(forms.sha256_hex, 'hex');
  const challenge = token.code_challenge;
  if (challenge.toLowerCase() === forms.sha256_hex) return 'hex';
  if (challenge === `${digest.toString('base64url')}=`) return 'padded';
  return challenge === digest.toString('base64') ? 'base64' : null;
}

const FORM_WORDS: Record<Form, string> = {
  hex: 'The code_challenge was the right SHA-256, but in hexadecimal digits.',
  base64: 'The code_challenge was the right SHA-256, but in Base64 with “+”, “/” or “=”.',
  padded: 'The code_challenge was the right SHA-256, but with “=” at its end.',
};

function verifierWords(explained: Explained): string {
  const form = wrongForm(explained);
  if (form !== null) return FORM_WORDS[form];
  const length = explained.refusal.verifier_forms?.length;
  return `A code_verifier${length === undefined ? '' : ` of ${length} characters`} that the code_challenge was not made from.`;
}

function verifierMend(explained: Explained): string {
  if (wrongForm(explained) !== null) return 'Encode the SHA-256 bytes, not their text, as Base64url without “=”.';
  return 'Send the verifier of the same sign-in: a second tab or a restart must not overwrite it. The challenge is the SHA-256 of the verifier in Base64url without “=”.';
}
