import type { Mistake, ProtocolEndpoint, RefusedRequestFix } from '@consentry/contract';
import type { ClientRow } from '../clients/find-client.ts';

/** What is known of a code or token that was presented, whether or not it still opens anything. */
export interface TokenFate {
  client_id: string | null;
  redirect_uri: string | null;
  code_challenge: string | null;
  expires_at: Date;
  consumed_at: Date | null;
  /** When it, or all that came from the same authorization, or the user's grant was revoked. */
  revoked_at: Date | null;
  revoked_reason: string | null;
}

/** The claims of a client assertion that say when and for whom it is (RFC 7523 §3); its signature is gone. */
export interface AssertionFacts {
  alg: string | null;
  iss: string | null;
  aud: readonly string[];
  exp: number | null;
  nbf: number | null;
  iat: number | null;
}

/** A protocol request that was refused. Nothing in here opens anything: what did was replaced when this was made. */
export interface Refusal {
  reference: string;
  at: Date;
  endpoint: ProtocolEndpoint;
  path: string;
  method: string;
  ip: string | null;
  /** As claimed. */
  client_id: string | null;
  error: string;
  error_description: string;
  error_detail: string | null;
  mistake: Mistake;
  parameters: Record<string, string>;
  content_type: string | null;
  origin: string | null;
  /** Of the `Authorization` header, in lower case. */
  authorization_scheme: string | null;
  /** The scope that was refused, and the resource server that it belongs to. */
  scope: string | null;
  resource: string | null;
  assertion: AssertionFacts | null;
  token: TokenFate | null;
  /** How the code verifier would look as a challenge, to tell what a client got wrong; kept in memory alone. */
  verifier_forms: VerifierForms | null;
}

export interface VerifierForms {
  length: number;
  /** SHA-256 of the verifier, in hexadecimal digits. */
  sha256_hex: string;
}

/** What an explanation may use besides the refusal. */
export interface Explained {
  refusal: Refusal;
  client: ClientRow | null;
  issuer: string;
}

export interface Explanation {
  came: string;
  expected: string;
  mend: string;
  fix?: Omit<RefusedRequestFix, 'done'>;
}

export type Explain = (explained: Explained) => Explanation;
