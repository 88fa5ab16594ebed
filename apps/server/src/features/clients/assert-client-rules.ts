import type { FieldError } from '@consentry/contract';
import type { Context } from '../../context.ts';
import { Problem } from '../../problem.ts';
import { signingAlgErrors } from '../signing-keys/signing-alg-errors.ts';
import { clientRuleErrors } from './client-rules.ts';
import type { ClientRow } from './client-store.ts';
import type { SectorIdentifier } from './read-sector-identifier.ts';
import { detailsTypeErrors } from './details-type-errors.ts';
import { resourceScopeErrors, servedResourceErrors } from './resource-scope-errors.ts';
import { sectorIdentifierErrors } from './sector-identifier-errors.ts';

/** Throws `invalid-request` with every fault of the client as it was sent; entry numbers are those of the request. */
export async function assertClientRules(
  ctx: Context,
  client: ClientRow,
  sent: {
    resource_scopes: boolean;
    serves_resources: boolean;
    authorization_details_types: boolean;
    sector: SectorIdentifier | null | 'unchanged';
  },
): Promise<void> {
  // A ceiling that was stored before stays valid when the resource server has since dropped a scope.
  const ofResources = sent.resource_scopes ? await resourceScopeErrors(ctx, client.resource_scopes) : [];
  const ofServed = sent.serves_resources ? await servedResourceErrors(ctx, client.serves_resources) : [];
  const ofDetails = sent.authorization_details_types ? await detailsTypeErrors(ctx, client.authorization_details_types) : [];
  const ofSector = sent.sector === 'unchanged' ? [] : sectorIdentifierErrors(client, sent.sector);
  const ofKeys = await signingAlgErrors(ctx, signingAlgsOf(client));
  const errors = [
    ...clientRuleErrors(client),
    ...certificateErrors(ctx, client),
    ...ofKeys,
    ...ofResources,
    ...ofServed,
    ...ofDetails,
    ...ofSector,
  ];
  if (errors.length > 0) throw invalidMembers(errors);
}

function signingAlgsOf(client: ClientRow) {
  const { id_token_signed_response_alg, userinfo_signed_response_alg } = client;
  const { authorization_signed_response_alg, introspection_signed_response_alg } = client;
  return {
    id_token_signed_response_alg,
    userinfo_signed_response_alg,
    authorization_signed_response_alg,
    introspection_signed_response_alg,
  };
}

/** What needs certificates is refused where none can arrive: nothing would ever be issued. */
function certificateErrors({ clientCertificates }: Context, client: ClientRow): FieldError[] {
  const { token_endpoint_auth_method: method, tls_client_certificate_bound_access_tokens: bound } = client;
  const needing = method === 'tls_client_auth' || method === 'self_signed_tls_client_auth' ? 'token_endpoint_auth_method' : null;
  const member = needing ?? (bound ? 'tls_client_certificate_bound_access_tokens' : null);
  if (member === null) return [];
  if (clientCertificates === null) {
    return [{ pointer: `#/${member}`, detail: 'needs certificates of clients, and this server gets none: set CLIENT_CERTIFICATE_HEADER' }];
  }
  if (method !== 'tls_client_auth' || clientCertificates.verification !== null) return [];
  const detail = 'cannot be “tls_client_auth”, because nobody verifies certificates: set CLIENT_CERTIFICATE_VERIFIED_HEADER';
  return [{ pointer: `#/${member}`, detail }];
}

function invalidMembers(errors: FieldError[]): Problem {
  const detail = errors.map((error) => `${error.pointer}: ${error.detail}`).join('; ');
  return new Problem('invalid-request', detail.slice(0, 1000), { errors });
}
