import type { Mistake } from '@consentry/contract';
import { explainClientAssertion } from './explain-client-assertion.ts';
import { explainClientAuthentication } from './explain-client-authentication.ts';
import { explainCode } from './explain-code.ts';
import { explainDetails } from './explain-details.ts';
import { explainExchange } from './explain-exchange.ts';
import { explainGrantType } from './explain-grant-type.ts';
import { explainHttp } from './explain-http.ts';
import { explainPkce } from './explain-pkce.ts';
import { explainPostLogoutRedirectUri, explainRedirectUri } from './explain-redirect-uri.ts';
import { explainResource } from './explain-resource.ts';
import { explainScope } from './explain-scope.ts';
import { explainToken } from './explain-token.ts';
import type { Explain, Explained, Explanation } from './refusal.ts';

/** A mistake without an explanation does not compile. */
const EXPLANATIONS: Record<Mistake, Explain> = {
  redirect_uri_mismatch: explainRedirectUri,
  post_logout_redirect_uri_mismatch: explainPostLogoutRedirectUri,
  ...explainClientAuthentication,
  ...explainClientAssertion,
  ...explainPkce,
  ...explainScope,
  ...explainResource,
  ...explainDetails,
  ...explainExchange,
  ...explainGrantType,
  ...explainCode,
  ...explainToken,
  ...explainHttp,
};

/** What came, what was expected, and the one change that mends it. */
export function explainRefusal(explained: Explained): Explanation {
  return EXPLANATIONS[explained.refusal.mistake](explained);
}
