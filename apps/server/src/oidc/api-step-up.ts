import { errors, type KoaContextWithOIDC } from 'oidc-provider';
import { ROUTES } from './routes.ts';

/** Parameters that any client may send to be let into an API (RFC 9470 §4), and the names that they wait under. */
const WAITING = { acr_values: 'api_acr_values', max_age: 'api_max_age' } as const;

/**
 * The engine knows `acr_values` and `max_age` from OpenID Connect alone, and refuses them without the scope `openid`. A client that wants
 * an access token and no identity sends them as well, because the API has told it to. Pushed and signed requests need `openid` still.
 */
export async function acceptStepUpWithoutOpenid(ctx: KoaContextWithOIDC, next: () => Promise<void>): Promise<void> {
  const { scope } = ctx.query;
  const isOpenid = typeof scope === 'string' && scope.split(' ').includes('openid');
  if (ctx.method === 'GET' && ctx.path === ROUTES.authorization && !isOpenid && ctx.query['request'] === undefined) {
    const renamed = (name: string): string => (Object.hasOwn(WAITING, name) ? WAITING[name as keyof typeof WAITING] : name);
    if (Object.keys(ctx.query).some((name) => renamed(name) !== name))
      ctx.query = Object.fromEntries(Object.entries(ctx.query).map(([name, value]) => [renamed(name), value]));
  }
  await next();
}

/** Validators of extra parameters: each puts what has waited where the engine looks for it. */
export const stepUpParameters = {
  [WAITING.acr_values]: (ctx: KoaContextWithOIDC, value: string | undefined): void => {
    if (value !== undefined) Object.assign(ctx.oidc.params ?? {}, { acr_values: value });
  },
  [WAITING.max_age]: (ctx: KoaContextWithOIDC, value: string | undefined): void => {
    if (value === undefined) return;
    if (!/^\d{1,15}$/.test(value)) throw new errors.InvalidRequest('invalid max_age parameter value');
    const { params = {}, prompts } = ctx.oidc;
    // OIDC Core §3.1.2.1: zero is `prompt=login`.
    Object.assign(params, Number(value) === 0 ? { prompt: [...new Set([...prompts, 'login'])].join(' ') } : { max_age: value });
  },
};
