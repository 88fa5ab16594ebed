import { expect } from 'vitest';
import * as oauth from 'oauth4webapi';
import { insecure, type FlowClient } from './whole-flow.ts';

/** Asks about a token with `Accept: application/token-introspection+jwt`, and has the library check the answer (RFC 9701 §4, §5). */
export async function introspectAsJwt(party: FlowClient, token: string, alg = 'RS256'): Promise<oauth.IntrospectionResponse> {
  const known = { ...party.client, introspection_signed_response_alg: alg };
  const answer = await oauth.introspectionRequest(party.as, known, party.authentication, token, insecure);
  expect(answer.headers.get('content-type')).toContain('application/token-introspection+jwt');
  const opening = party.decrypt === undefined ? {} : { [oauth.jweDecrypt]: party.decrypt };
  const read = await oauth.processIntrospectionResponse(party.as, known, answer, opening);
  await oauth.validateApplicationLevelSignature(party.as, answer, insecure);
  return read;
}
