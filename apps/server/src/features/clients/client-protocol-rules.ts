import {
  corsOriginProblem,
  DEVICE_CODE_GRANT,
  GRANT_TYPES_OF,
  grantTypesProblem,
  jwksUriProblem,
  sectorIdentifierUriProblem,
  TOKEN_EXCHANGE_GRANT,
  type FieldError,
} from '@consentry/contract';
import { isPublicAppType } from './client-defaults.ts';
import { clientKeyErrors } from './client-key-errors.ts';
import type { ClientRow } from './client-store.ts';

/** What is wrong with how a client proves itself and with what the protocol is to do for it. */
export function clientProtocolErrors(client: ClientRow): FieldError[] {
  return [
    ...errorAt('grant_types', grantTypesProblem(client.grant_types, client.app_type)),
    ...errorAt('serves_resources', servedFault(client)),
    ...errorAt('token_endpoint_auth_method', authMethodFault(client)),
    ...keyErrors(client),
    ...originErrors(client),
    ...errorAt('subject_type', subjectTypeFault(client)),
    ...errorAt('sector_identifier_uri', sectorFault(client)),
    ...errorAt('refresh_token_rotation', rotationFault(client)),
    ...errorAt('refresh_token_idle_ttl_seconds', idleFault(client)),
  ];
}

function errorAt(member: keyof ClientRow, detail: string | null): FieldError[] {
  return detail === null ? [] : [{ pointer: `#/${member}`, detail }];
}

/** What runs on somebody's device is no API. */
function servedFault({ app_type, serves_resources }: ClientRow): string | null {
  if (serves_resources.length === 0 || GRANT_TYPES_OF[app_type].includes(TOKEN_EXCHANGE_GRANT)) return null;
  return `must be empty: a ${app_type} application exchanges no tokens`;
}

/**
 * RFC 6749 §2.1: what runs on somebody's device keeps no secret and no private key. A native app that registered itself shares its
 * credentials with no other copy (RFC 8252 §8.4).
 */
function authMethodFault({ app_type, token_endpoint_auth_method: method, registered_metadata }: ClientRow): string | null {
  if (app_type === 'native' && registered_metadata !== null) return null;
  if (isPublicAppType(app_type) && method !== 'none')
    return `must be “none”: a ${app_type} application cannot keep a secret or a private key`;
  if (!isPublicAppType(app_type) && method === 'none') return `cannot be “none”: a ${app_type} application proves itself`;
  return null;
}

function keyErrors(client: ClientRow): FieldError[] {
  const { jwks, jwks_uri: uri } = client;
  if (jwks !== null && uri !== null) return errorAt('jwks_uri', 'cannot stand together with jwks: remove one of them (RFC 7591 §2)');
  if (jwks === null && uri === null && client.token_endpoint_auth_method === 'private_key_jwt') {
    return errorAt('jwks', 'must hold the client’s public keys, or jwks_uri must say where they are: private_key_jwt needs them');
  }
  if (uri !== null) return errorAt('jwks_uri', jwksUriProblem(uri));
  return jwks === null ? [] : clientKeyErrors(jwks);
}

function originErrors(client: ClientRow): FieldError[] {
  return client.cors_origins.flatMap((origin, index) => {
    const problem = corsOriginProblem(origin, client.app_type);
    return problem === null ? [] : [{ pointer: `#/cors_origins/${index}`, detail: `“${origin.slice(0, 200)}” ${problem}` }];
  });
}

function subjectTypeFault({ app_type, subject_type, grant_types }: ClientRow): string | null {
  if (subject_type === 'public') return null;
  if (app_type === 'machine_to_machine') return 'must be “public”: a machine has no users';
  // The engine derives the sector of a device from the keys of the client, and a native application has none.
  return grant_types.includes(DEVICE_CODE_GRANT) ? 'must be “public” together with the device flow' : null;
}

/** OIDC Core §8.1: one host names the sector by itself; several need a document that lists them. */
function sectorFault(client: ClientRow): string | null {
  const { sector_identifier_uri: uri, subject_type } = client;
  if (uri !== null) return sectorIdentifierUriProblem(uri);
  if (subject_type !== 'pairwise') return null;
  const hosts = new Set(client.redirect_uris.flatMap((redirect) => (URL.canParse(redirect) ? [new URL(redirect).host] : [])));
  if (hosts.size < 2) return null;
  return `is needed with pairwise subjects, because the redirect URIs have several hosts (${[...hosts].map((host) => host || 'an own scheme').join(', ')})`;
}

/** RFC 9700 §4.14.2: a public client's refresh token would be good for whoever copies it. */
function rotationFault({ app_type, refresh_token_rotation }: ClientRow): string | null {
  if (refresh_token_rotation || !isPublicAppType(app_type)) return null;
  return `must be true: a ${app_type} application is a public client, and rotation is what shows that a refresh token was copied`;
}

function idleFault(client: ClientRow): string | null {
  if (client.refresh_token_idle_ttl_seconds <= client.refresh_token_ttl_seconds) return null;
  return `must not be longer than refresh_token_ttl_seconds (${client.refresh_token_ttl_seconds})`;
}
