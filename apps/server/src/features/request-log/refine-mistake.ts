import type { Mistake } from '@consentry/contract';
import type { Refusal, TokenFate } from './refusal.ts';

/** What the engine cannot tell apart, the storage can: whether a code was used or is merely old, whether a secret was right once. */
export function refineMistake(refusal: Refusal, found: { secret_expired: boolean }): Mistake {
  const { mistake, token } = refusal;
  if (mistake === 'client_auth_method_wrong') return sentNoAuthentication(refusal) ? 'client_auth_missing' : mistake;
  if (mistake === 'client_secret_wrong') return found.secret_expired ? 'client_secret_expired' : mistake;
  if (token === null) return mistake;
  if (mistake === 'code_unknown') return fateOfCode(refusal, token);
  return mistake === 'refresh_token_unknown' || mistake === 'refresh_token_revoked' ? fateOfRefreshToken(refusal, token) : mistake;
}

function sentNoAuthentication({ authorization_scheme, parameters }: Refusal): boolean {
  return authorization_scheme === null && !('client_secret' in parameters) && !('client_assertion' in parameters);
}

function fateOfCode(refusal: Refusal, token: TokenFate): Mistake {
  if (isForeign(refusal, token)) return 'code_of_another_client';
  if (token.consumed_at !== null) return 'code_reused';
  return token.expires_at <= refusal.at ? 'code_expired' : 'code_unknown';
}

function fateOfRefreshToken(refusal: Refusal, token: TokenFate): Mistake {
  if (isForeign(refusal, token)) return 'refresh_token_of_another_client';
  if (token.consumed_at !== null) return 'refresh_token_reused';
  if (token.revoked_at !== null) return 'refresh_token_revoked';
  return token.expires_at <= refusal.at ? 'refresh_token_expired' : 'refresh_token_unknown';
}

function isForeign({ client_id }: Refusal, token: TokenFate): boolean {
  return token.client_id !== null && client_id !== null && token.client_id !== client_id;
}
