import type { KoaContextWithOIDC } from 'oidc-provider';
import type { Context } from '../context.ts';
import { getRegistrationPolicy } from '../features/registration-policy/get-registration-policy.ts';
import { ROUTES } from './routes.ts';

/** Discovery names the ways to register that the policy opens now (RFC 8414 §2, draft-ietf-oauth-client-id-metadata-document §5). */
export function registrationDiscovery(context: Context) {
  return async function completeDiscovery(ctx: KoaContextWithOIDC, next: () => Promise<void>): Promise<void> {
    await next();
    if (ctx.oidc?.route !== 'discovery' || typeof ctx.body !== 'object' || ctx.body === null) return;
    const policy = await getRegistrationPolicy(context);
    Object.assign(ctx.body, {
      ...(policy.dynamic_registration === 'off' ? {} : { registration_endpoint: context.issuer + ROUTES.registration }),
      ...(policy.metadata_documents === 'off' ? {} : { client_id_metadata_document_supported: true }),
    });
  };
}
