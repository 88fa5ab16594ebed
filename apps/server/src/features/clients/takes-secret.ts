import type { TokenEndpointAuthMethod } from '@consentry/contract';

/** Whether a client proves itself with a secret (RFC 6749 §2.3.1). */
export function takesSecret({ token_endpoint_auth_method: method }: { token_endpoint_auth_method: TokenEndpointAuthMethod }): boolean {
  return method === 'client_secret_basic' || method === 'client_secret_post';
}
