import type { KoaContextWithOIDC } from 'oidc-provider';
import type { ClientCertificates, Context } from '../context.ts';
import { listDetailsTypeNames } from '../features/authorization-details/list-details-type-names.ts';
import { CERTIFICATE_ROUTES, ROUTES } from './routes.ts';

/** The metadata of the server (RFC 8414 §2), reduced to what works here. */
export function discoveryAnswer(context: Context) {
  const { clientCertificates: certificates } = context;
  return async function completeDiscovery(ctx: KoaContextWithOIDC, next: () => Promise<void>): Promise<void> {
    await next();
    if (ctx.oidc?.route !== 'discovery' || typeof ctx.body !== 'object' || ctx.body === null) return;
    const body: Record<string, unknown> = { ...ctx.body };
    const methods = body['token_endpoint_auth_methods_supported'];
    if (Array.isArray(methods))
      body['token_endpoint_auth_methods_supported'] = methods.filter((method) => isUsable(String(method), certificates));
    body['authorization_details_types_supported'] = await listDetailsTypeNames(context);
    if (certificates === null) delete body['tls_client_certificate_bound_access_tokens'];
    else if (certificates.origin !== null) body['mtls_endpoint_aliases'] = endpointAliases(certificates.origin);
    // RFC 8414 §2: members without values are left out.
    ctx.body = Object.fromEntries(Object.entries(body).filter(([, value]) => !(Array.isArray(value) && value.length === 0)));
  };
}

/** RFC 8705 §5 */
function endpointAliases(origin: string): Record<string, string> {
  return Object.fromEntries(CERTIFICATE_ROUTES.map((route) => [`${route}_endpoint`, origin + ROUTES[route]]));
}

function isUsable(method: string, certificates: ClientCertificates | null): boolean {
  if (method === 'self_signed_tls_client_auth') return certificates !== null;
  if (method === 'tls_client_auth') return certificates !== null && certificates.verification !== null;
  return true;
}
