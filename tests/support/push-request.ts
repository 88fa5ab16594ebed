import { authorizationUrl, pkcePair, postForm, type FlowParty } from './oauth-exchange.ts';
import type { Exchange } from './http-exchange.ts';

/** Pushes an authorization request (RFC 9126 §2.1), and gives what is needed to redeem its code. */
export async function pushRequest(
  party: FlowParty,
  parameters: Record<string, string> = {},
): Promise<{ answer: Exchange; request_uri: string; url: URL; code_verifier: string }> {
  const { code_verifier, code_challenge } = pkcePair();
  const request = {
    client_id: party.auth.client_id,
    response_type: 'code',
    redirect_uri: party.redirect_uri,
    scope: 'openid',
    state: 'pushed-state',
    code_challenge,
    code_challenge_method: 'S256',
    ...parameters,
  };
  const answer = await postForm(`${party.issuer}/oauth2/par`, request, party.auth);
  const request_uri = answer.status === 201 ? String(answer.json()['request_uri']) : '';
  const url = authorizationUrl(party.issuer, { client_id: party.auth.client_id, request_uri });
  return { answer, request_uri, url, code_verifier };
}
