import type { ManagementScope } from '@consentry/contract';
import type * as openid from 'openid-client';
import { CliFailure } from './cli-failure.ts';
import { cliMessages } from './cli-messages.ts';

const LOOPBACK_HOSTS = new Set(['localhost', '127.0.0.1', '[::1]']);

export interface ManagementAccess {
  url: string;
  client_id: string;
  client_secret: string;
  scopes: readonly ManagementScope[];
}

/** An access token for the management API, by client credentials (RFC 6749 §4.4) and resource indicator (RFC 8707). Throws `CliFailure`. */
export async function managementAccessToken(access: ManagementAccess): Promise<string> {
  const url = new URL(access.url);
  const insecure = url.protocol === 'http:';
  if (insecure && !LOOPBACK_HOSTS.has(url.hostname)) throw new CliFailure(2, cliMessages.insecure_url(access.url));
  // The server starts by the same command line, and needs none of it.
  const client = await import('openid-client');
  try {
    const configuration = await client.discovery(url, access.client_id, undefined, client.ClientSecretBasic(access.client_secret), {
      execute: insecure ? [client.allowInsecureRequests] : [],
    });
    const tokens = await client.clientCredentialsGrant(configuration, { scope: access.scopes.join(' '), resource: `${access.url}/api/v1` });
    return tokens.access_token;
  } catch (cause) {
    throw tokenFailure(client, access.url, cause);
  }
}

function tokenFailure(client: typeof openid, url: string, cause: unknown): CliFailure {
  if (cause instanceof client.ResponseBodyError) {
    const reason = cause.error_description === undefined ? cause.error : `${cause.error} (${cause.error_description})`;
    return new CliFailure(2, cliMessages.no_token(url, reason), { cause });
  }
  // RFC 6749 §5.2: a 401 of the token endpoint means `invalid_client`.
  if (cause instanceof client.WWWAuthenticateChallengeError)
    return new CliFailure(2, cliMessages.no_token(url, cliMessages.wrong_credentials), { cause });
  return new CliFailure(2, cliMessages.no_answer(url, reasonOf(cause)), { cause });
}

/** `fetch failed` says nothing; what says something is its cause. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause instanceof Error ? error.cause : undefined;
  const code = cause !== undefined && 'code' in cause && typeof cause.code === 'string' ? cause.code : undefined;
  if (cause === undefined) return error.message;
  return cause.message === '' ? (code ?? error.message) : cause.message;
}
