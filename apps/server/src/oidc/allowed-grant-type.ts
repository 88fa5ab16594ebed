import { errors } from 'oidc-provider';
import type { Step } from 'oidc-provider/lib/helpers/router.js';

/** A grant that the client may not use is `unauthorized_client` (RFC 6749 §5.2); the engine calls it `invalid_request`. */
export function checkGrantTypeAllowed(): Step {
  return function allowedGrantType({ oidc }, next) {
    const grantType = String(oidc.params?.['grant_type']);
    if (oidc.client?.grantTypeAllowed(grantType) === true) return next();
    throw new errors.UnauthorizedClient(
      `the grant type ${grantType} is not allowed to this client; ask the operator to allow it under Settings`,
    );
  };
}
