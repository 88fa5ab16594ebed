import type { AuthorizationDetail } from '@consentry/contract';
import { decodeJwt } from 'jose';
import { errors, interactionPolicy, type KoaContextWithOIDC } from 'oidc-provider';
import { Attached } from '../platform/attached.ts';
import { ACR_VALUES } from './authentication-context.ts';
import { detailsOfGrant, partDetails } from './granted-details.ts';
import { requestedDetails } from './requested-details.ts';
import type { Context } from '../context.ts';
import { clientPolicy } from './client-metadata.ts';

const { Check, Prompt, base } = interactionPolicy;

const NOTHING_GRANTED = 'nothing_granted';

/** Reasons for which what was left out before is asked again. */
export const ASKING_AGAIN = ['consent_prompt', NOTHING_GRANTED];

/** When a person has to act: sign in, choose an account, or consent. */
export function createInteractionPolicy(context: Context): interactionPolicy.DefaultPolicy {
  const policy = base();
  const login = policy.get('login');
  login?.checks.add(signedOutSince());
  login?.checks.add(hintedUser());
  login?.checks.add(askedAuthentication());
  for (const check of login?.checks ?? []) endAfterSignIn(check);
  policy.get('consent')?.checks.remove('native_client_prompt');
  policy.get('consent')?.checks.remove('rar_prompt');
  policy.get('consent')?.checks.add(missingDetails(context));
  policy.get('consent')?.checks.add(nativeClientConfirmation());
  policy.get('consent')?.checks.add(nothingGranted());
  policy.get('consent')?.checks.add(quarantinedClient());
  policy.add(new Prompt({ name: 'select_account', requestable: true }), 0);
  return policy;
}

/** Demands on who signs in and how, which a sign-in may leave unmet (OIDC Core §3.1.2.1, §5.5.1.1), with the error that then ends the request. */
const UNMET: Readonly<Record<string, () => Error>> = {
  claims_id_token_sub_value: () => new errors.LoginRequired('the user who signed in is not the one that the claims parameter names'),
  essential_acr: () => new errors.UnmetAuthenticationRequirements('the requested acr cannot be met'),
  essential_acrs: () => new errors.UnmetAuthenticationRequirements('none of the requested acr values can be met'),
};

/** A demand that a sign-in has just not met is not met by the next one. Without this, the sign-in page would come back without end. */
function endAfterSignIn(check: interactionPolicy.Check): void {
  const unmet = Object.hasOwn(UNMET, check.reason) ? UNMET[check.reason] : undefined;
  if (unmet === undefined) return;
  const isNeeded = check.check.bind(check);
  check.check = async (ctx) => {
    const needed = await isNeeded(ctx);
    if (needed && ctx.oidc.result?.login !== undefined) throw unmet();
    return needed;
  };
}

/**
 * `id_token_hint` names who is meant; a token for anybody else is not what was asked for (OIDC Core §3.1.2.1). The engine compares
 * before a sign-in alone. The hint was verified when the request came.
 */
function hintedUser(): interactionPolicy.Check {
  return new Check('hinted_user', 'id_token_hint and authenticated subject do not match', 'login_required', ({ oidc }) => {
    const hint = oidc.params?.['id_token_hint'];
    if (typeof hint !== 'string' || oidc.result?.login === undefined) return Check.NO_NEED_TO_PROMPT;
    if (decodeJwt(hint).sub === oidc.session?.accountId) return Check.NO_NEED_TO_PROMPT;
    throw new errors.LoginRequired('the user who signed in is not the one that id_token_hint names');
  });
}

/**
 * An API that asked for a stronger sign-in by `acr_values` would refuse a token from any other, without end. So for access to an API
 * the values are necessary (RFC 9470 §5); for a sign-in alone they stay wishes (OIDC Core §5.5.1.1).
 */
function askedAuthentication(): interactionPolicy.Check {
  return new Check('acr_values', 'none of the requested acr values could be met', 'login_required', ({ oidc }) => {
    const asked = oidc.params?.['acr_values'];
    const isForApi = Object.keys(oidc.resourceServers ?? {}).length > 0;
    if (typeof asked !== 'string' || !isForApi) return Check.NO_NEED_TO_PROMPT;
    const values = asked.split(' ');
    if (values.includes(oidc.acr)) return Check.NO_NEED_TO_PROMPT;
    if (oidc.result?.login === undefined && values.some((value) => ACR_VALUES.includes(value))) return Check.REQUEST_PROMPT;
    throw new errors.UnmetAuthenticationRequirements('none of the requested acr values can be met');
  });
}

/** The session is for a user who was disabled or deleted since. */
function signedOutSince(): interactionPolicy.Check {
  return new Check('account_gone', 'End-User authentication is required', 'login_required', ({ oidc }) => {
    return oidc.session?.accountId !== undefined && oidc.account === undefined ? Check.REQUEST_PROMPT : Check.NO_NEED_TO_PROMPT;
  });
}

/** Details that the grant does not hold are asked (RFC 9396 §3); the engine's own check asks each time. */
function missingDetails(context: Context): interactionPolicy.Check {
  const found = new Attached<AuthorizationDetail[]>();
  return new Check(
    'details_missing',
    'requested authorization_details not granted',
    'consent_required',
    async (ctx: KoaContextWithOIDC) => {
      if (requestedDetails(ctx).length === 0) return Check.NO_NEED_TO_PROMPT;
      const { missing } = await partDetails(context, ctx);
      found.set(ctx.oidc, missing);
      return missing.length > 0 ? Check.REQUEST_PROMPT : Check.NO_NEED_TO_PROMPT;
    },
    ({ oidc }) => ({ missing_details: found.get(oidc) ?? [] }),
  );
}

/** Everything that is asked was left out before. Without asking again, the app would be refused for good and nobody would know why. */
function nothingGranted(): interactionPolicy.Check {
  return new Check(NOTHING_GRANTED, 'End-User consent is required', 'consent_required', ({ oidc }) => {
    const { grant, result, resourceServers } = oidc;
    if (grant === undefined || result?.consent !== undefined) return Check.NO_NEED_TO_PROMPT;
    const resources = Object.keys(resourceServers ?? {});
    const granted =
      detailsOfGrant(grant).length > 0 ||
      grant.getOIDCScopeFiltered(oidc.requestParamOIDCScopes) !== '' ||
      resources.some((resource) => grant.getResourceScopeFiltered(resource, oidc.requestParamScopes) !== '');
    return granted ? Check.NO_NEED_TO_PROMPT : Check.REQUEST_PROMPT;
  });
}

/** Nobody vouches for a client in quarantine: each of its requests is a person's decision, however often it was made before. */
function quarantinedClient(): interactionPolicy.Check {
  return new Check('quarantined_client', 'nobody vouches for this client: consent is asked each time', 'consent_required', ({ oidc }) => {
    const { client, result } = oidc;
    if (client === undefined || !clientPolicy(client).quarantined) return Check.NO_NEED_TO_PROMPT;
    return result?.consent === undefined ? Check.REQUEST_PROMPT : Check.NO_NEED_TO_PROMPT;
  });
}

/**
 * Another app on the device can send a native app's request, so that none is answered without a person's act (RFC 8252 §8.6).
 * Signing in just now is such an act; an https redirect that the operating system gives to the right app needs none.
 */
function nativeClientConfirmation(): interactionPolicy.Check {
  return new Check(
    'native_client_confirmation',
    'native clients require End-User interaction',
    'interaction_required',
    (ctx: KoaContextWithOIDC) => {
      const { oidc } = ctx;
      const { redirect_uri: redirectUri } = oidc.params ?? {};
      const claimedHttps = typeof redirectUri === 'string' && redirectUri.startsWith('https:');
      if (oidc.client?.applicationType !== 'native' || claimedHttps) return Check.NO_NEED_TO_PROMPT;
      const acted = oidc.result?.login !== undefined || oidc.result?.consent !== undefined;
      return acted ? Check.NO_NEED_TO_PROMPT : Check.REQUEST_PROMPT;
    },
  );
}
