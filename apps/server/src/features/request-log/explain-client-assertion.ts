import type { Mistake } from '@consentry/contract';
import type { AssertionFacts, Explain, Explained } from './refusal.ts';
import { quoted, quotedList } from './quoted.ts';

/** JWTs that clients authenticate with (RFC 7523 §3). */
export const explainClientAssertion = {
  client_assertion_invalid: ({ refusal, issuer }) => ({
    came: `A client assertion${describe(refusal.assertion)}. The server’s reason: ${refusal.error_detail ?? refusal.error_description}.`,
    expected: `A JWT signed with a key of the application’s JWK set, with iss and sub = ${quoted(refusal.client_id ?? '')}, aud = ${quoted(issuer)}, exp and a new jti.`,
    mend: 'Correct the named part of the assertion; if it is the signature, register the public key that it is signed with.',
  }),
  client_assertion_clock: (explained) => ({
    came: clockWords(explained),
    expected: `An assertion that is valid now: the server’s time is ${explained.refusal.at.toISOString()}.`,
    mend: 'Set the clock of the machine that makes the assertion (NTP), and give the assertion a life of about a minute from now.',
  }),
  client_assertion_reused: () => ({
    came: 'A client assertion whose jti was used before.',
    expected: 'A new assertion, with a new jti, for each request.',
    mend: 'Make a new client assertion for each request; also a repeated request needs a new one.',
  }),
  dpop_proof_invalid: ({ refusal }) => ({
    came: `A DPoP proof that does not hold. The server’s reason: ${refusal.error_detail ?? refusal.error_description}.`,
    expected: 'A new DPoP proof for each request, signed with the key that the token is bound to (RFC 9449 §4.2).',
    mend: 'Make the proof anew for each request, with this method and address, the present time and a new jti.',
  }),
  request_object_invalid: ({ refusal }) => ({
    came: `A request object or request_uri that cannot be used. The server’s reason: ${refusal.error_detail ?? refusal.error_description}.`,
    expected:
      'A request object signed by the application (RFC 9101 §4), or a request_uri that was pushed by it, is not used yet and not expired (RFC 9126 §4).',
    mend: 'Push the request again and use its request_uri once, at once; or correct the named part of the request object.',
  }),
} satisfies Partial<Record<Mistake, Explain>>;

function describe(assertion: AssertionFacts | null): string {
  if (assertion === null) return '';
  return ` (alg ${assertion.alg ?? 'none'}, iss ${quoted(assertion.iss ?? '')}, aud ${quotedList(assertion.aud)})`;
}

function clockWords({ refusal }: Explained): string {
  const { assertion, at } = refusal;
  const now = Math.floor(at.getTime() / 1000);
  if (assertion?.exp != null && assertion.exp <= now)
    return `A client assertion that expired ${seconds(now - assertion.exp)} ago (exp = ${assertion.exp}).`;
  if (assertion?.nbf != null && assertion.nbf > now)
    return `A client assertion that begins in ${seconds(assertion.nbf - now)} (nbf = ${assertion.nbf}).`;
  if (assertion?.iat != null && assertion.iat > now)
    return `A client assertion made ${seconds(assertion.iat - now)} in the future (iat = ${assertion.iat}).`;
  return `A client assertion that is not valid now. The server’s reason: ${refusal.error_detail ?? refusal.error_description}.`;
}

function seconds(count: number): string {
  return count === 1 ? '1 second' : `${count} seconds`;
}
