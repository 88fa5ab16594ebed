import type { errors, KoaContextWithOIDC, Provider } from 'oidc-provider';
import type { Context } from '../context.ts';
import { publicDescription } from '../features/request-log/public-description.ts';
import type { RefusalQueue } from '../features/request-log/refusal-queue.ts';
import type { Refusal } from '../features/request-log/refusal.ts';
import { Attached } from '../platform/attached.ts';
import { completeRefusal } from './complete-refusal.ts';
import { describeAnswer } from './describe-answer.ts';
import type { Finish } from './finish.ts';
import { isInteractionGone } from './oidc-pages.ts';
import { describeUnmatched } from './unmatched.ts';
import { refusalOfRequest, type RefusalReason } from './refusal-of-request.ts';

const ERROR_EVENTS = [
  'authorization.error',
  'grant.error',
  'userinfo.error',
  'introspection.error',
  'revocation.error',
  'end_session.error',
  'end_session_confirm.error',
  'end_session_success.error',
  'pushed_authorization_request.error',
  'device_authorization.error',
  'registration_create.error',
] as const;

/** Answers that say how things stand, and not that a request was wrong. */
const NO_MISTAKE: ReadonlySet<string> = new Set([
  'access_denied',
  'account_selection_required',
  'authorization_pending',
  'consent_required',
  'expired_token',
  'interaction_required',
  'login_required',
  'server_error',
  'slow_down',
  'temporarily_unavailable',
  'unmet_authentication_requirements',
  'use_dpop_nonce',
]);

/** What the engine refused, by request. Of two reasons for one request the later is the one that is answered. */
const refused = new Attached<errors.OIDCProviderError>();

/** Notes what the engine refuses. */
export function noteRefusals(provider: Provider, context: Context): void {
  const note = (ctx: KoaContextWithOIDC, error: errors.OIDCProviderError): void => {
    refused.set(ctx, error);
    const { error_description: description, error_detail: detail } = error;
    const client_id = ctx.oidc?.client?.clientId;
    context.logger.info({ path: ctx.path, client_id, error: error.message, description, detail }, 'a protocol request was refused');
  };
  // The engine’s types know some of its events alone.
  for (const event of ERROR_EVENTS) provider.on(event as 'grant.error', note);
}

/** Puts the reference into each refusal’s answer, and what came, was expected and mends it into the log of refused requests. */
export function explainRefusal(context: Context, queue: RefusalQueue): Finish {
  return (ctx) => {
    try {
      const reason = reasonOf(ctx);
      if (reason === null) return;
      const refusal = refusalOfRequest(ctx, reason, context.clock.now());
      if (refusal.endpoint === 'other' && refusal.client_id === null) return;
      describeAnswer(ctx, { description: publicDescription(refusal, context.issuer), reference: refusal.reference });
      queue.add(completeRefusal(context, ctx, refusal));
    } catch (cause) {
      context.logger.error({ err: cause, path: ctx.path }, 'a refused request could not be explained');
    }
  };
}

/** The description that may be answered, for a page that is drawn before the answer is complete. */
export function describeRefusal(context: Context, ctx: KoaContextWithOIDC, reason: RefusalReason): string {
  const refusal: Refusal = refusalOfRequest(ctx, reason, context.clock.now());
  return publicDescription(refusal, context.issuer);
}

function reasonOf(ctx: KoaContextWithOIDC): RefusalReason | null {
  const error = refused.get(ctx);
  if (error !== undefined) return NO_MISTAKE.has(error.error) || isInteractionGone(error) ? null : error;
  // The engine has no answer for it, so that it made no context of its own.
  const isUnmatched = (ctx.status === 404 || ctx.status === 405) && (ctx.oidc as unknown) === undefined;
  return isUnmatched ? { error: 'invalid_request', error_description: describeUnmatched(ctx) } : null;
}
