import type { Client, KoaContextWithOIDC } from 'oidc-provider';
import type { Context } from '../context.ts';
import { databaseRateLimit } from '../platform/database-rate-limit.ts';
import { RateLimited } from '../platform/rate-limit.ts';
import { Attached } from '../platform/attached.ts';
import type { DeviceCodeError, OidcPages } from './oidc-pages.ts';
import { ROUTES } from './routes.ts';
import { visitorOf, type SessionVisitor } from './session-visitor.ts';

/** Codes that came with the address (`verification_uri_complete`, RFC 8628 §3.3.1): they fill the field and are confirmed like any other. */
const prefilled = new Attached<string>();

/**
 * Device authorization (RFC 8628). Eight letters without vowels or look-alikes: 35 bits, ten minutes, and few tries for each address
 * (§5.1, §6.1).
 */
export function deviceFlow(pages: OidcPages) {
  return {
    enabled: true,
    charset: 'base-20' as const,
    mask: '****-****',
    deviceInfo: (ctx: KoaContextWithOIDC) => ({ ...visitorOf(ctx) }),
    async userCodeInputSource(...[ctx, form, , error]: [KoaContextWithOIDC, string, unknown?, Error?]) {
      const user_code = codeOf(ctx, error);
      await pages.renderDeviceCode(ctx, { ...formOf(form), user_code, error: errorOf(error), retry_after_seconds: null });
    },
    async userCodeConfirmSource(...[ctx, form, client, device, user_code]: [KoaContextWithOIDC, string, Client, unknown, string]) {
      const client_name = client.clientName ?? client.clientId;
      await pages.renderDeviceConfirm(ctx, { ...formOf(form), user_code, client_name, device: device as SessionVisitor });
    },
    successSource: (ctx: KoaContextWithOIDC) => pages.renderDeviceDone(ctx),
  };
}

/** Before the engine looks at a user code: tries are counted by address, and a code in the address is never posted by itself. */
export function guardUserCodes(context: Context, pages: OidcPages) {
  const tries = databaseRateLimit(context.db, { name: 'user_code', points: 30, window_seconds: 600 });
  return async function guardUserCode(ctx: KoaContextWithOIDC, next: () => Promise<void>): Promise<void> {
    if (ctx.path !== ROUTES.code_verification) return next();
    if (ctx.method === 'POST') {
      try {
        await tries.consume(ctx.ip);
      } catch (error) {
        if (!(error instanceof RateLimited)) throw error;
        return pages.renderDeviceCode(ctx, {
          action: '',
          xsrf: '',
          user_code: '',
          error: 'rate_limited',
          retry_after_seconds: error.retryAfterSeconds,
        });
      }
    }
    const { user_code: code, ...others } = ctx.query;
    if (ctx.method === 'GET' && typeof code === 'string') {
      prefilled.set(ctx.req, code);
      ctx.query = others;
    }
    return next();
  };
}

/** The engine owns the form's address and token. */
function formOf(form: string): { action: string; xsrf: string } {
  return { action: /action="([^"]*)"/.exec(form)?.[1] ?? '', xsrf: /name="xsrf" value="([^"]*)"/.exec(form)?.[1] ?? '' };
}

function codeOf(ctx: KoaContextWithOIDC, error?: Error): string {
  const sent = error !== undefined && 'userCode' in error && typeof error.userCode === 'string' ? error.userCode : undefined;
  return sent ?? prefilled.get(ctx.req) ?? '';
}

function errorOf(error?: Error): DeviceCodeError | null {
  if (error === undefined) return null;
  if (error.name === 'AbortedError') return 'refused';
  return error.name === 'NotFoundError' || error.name === 'NoCodeError' ? 'not_found' : 'expired';
}
