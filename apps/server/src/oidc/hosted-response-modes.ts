import { Provider, type KoaContextWithOIDC } from 'oidc-provider';
import type { OidcPages } from './oidc-pages.ts';

type Fields = Record<string, unknown>;
type ResponseMode = (ctx: KoaContextWithOIDC, redirectUri: string, fields: Fields) => Promise<void>;
type RegisterResponseMode = Provider['registerResponseMode'];

interface AuthorizationResponse {
  extra: Fields;
  issue(options: { use: 'authorization' }): Promise<string>;
}

/**
 * The engine with a form of ours where a response is posted by the browser (OAuth Form Post §2, JARM §2.3.3): its own has an inline script.
 * Response modes are registered while the engine is constructed, and the first of a name stays.
 */
export function engineWithHostedForms(pages: OidcPages): typeof Provider {
  const modes = new Map<string, ResponseMode>([
    ['form_post', (ctx, redirectUri, fields) => pages.renderFormPost(ctx, { action: redirectUri, fields: texts(fields) })],
    [
      'form_post.jwt',
      async (ctx, redirectUri, fields) =>
        pages.renderFormPost(ctx, { action: redirectUri, fields: { response: await signed(ctx, fields) } }),
    ],
  ]);
  return class Engine extends Provider {
    override registerResponseMode(...[name, handler]: Parameters<RegisterResponseMode>): void {
      super.registerResponseMode(name, modes.get(name) ?? handler);
    }
  };
}

/** An authorization response as JWT (JARM §2.1); the types leave out how the engine makes one. */
function signed(ctx: KoaContextWithOIDC, fields: Fields): Promise<string> {
  const { IdToken } = ctx.oidc.provider as unknown as {
    IdToken: new (claims: Fields, options: { ctx: KoaContextWithOIDC }) => AuthorizationResponse;
  };
  const response = new IdToken({}, { ctx });
  response.extra = fields;
  return response.issue({ use: 'authorization' });
}

function texts(fields: Fields): Record<string, string> {
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, String(value)]));
}
