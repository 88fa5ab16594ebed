import { contract, type ApiClient, type CreateClient } from '@consentry/contract';
import { guideBySlug, recipeSettings, type GuideValues } from '@consentry/guides';
import { ORDERS_API } from './standard-fixture.ts';

interface GuideClientOptions {
  issuer: string;
  slug: string;
  /** What the redirect URI’s port becomes; a guide names a fixed one, and a test a free one. */
  port?: number;
  settings?: Partial<CreateClient>;
}

/** Makes the application that a guide asks for, and returns what the guide is filled with. */
export async function makeGuideClient(api: ApiClient, { issuer, slug, port, settings = {} }: GuideClientOptions): Promise<GuideValues> {
  const guide = guideBySlug(slug);
  const recipe = guide === null ? null : recipeSettings(guide);
  if (recipe === null) throw new Error(`the guide ${slug} is for no application`);
  const here = (uris: string[] = []): string[] => uris.map((uri) => withPort(uri, port));
  const redirect_uris = here(recipe.redirect_uris);
  const post_logout_redirect_uris = here(recipe.post_logout_redirect_uris);
  const { client, client_secret } = await api(contract.clients.create, {
    body: {
      name: 'Guide',
      party: 'third_party',
      ...recipe,
      ...(recipe.app_type === 'machine_to_machine' ? { resource_scopes: { [ORDERS_API]: ['orders:read'] } } : {}),
      redirect_uris,
      post_logout_redirect_uris,
      ...settings,
    },
  });
  return {
    ...(await endpoints(issuer)),
    client_id: client.client_id,
    client_secret: client_secret ?? undefined,
    redirect_uri: client.redirect_uris[0],
    post_logout_redirect_uri: client.post_logout_redirect_uris[0],
    resource: ORDERS_API,
    resource_scopes: 'orders:read',
  };
}

function withPort(uri: string, port: number | undefined): string {
  if (port === undefined) return uri;
  const url = new URL(uri);
  url.port = String(port);
  return uri.endsWith('/') || url.pathname !== '/' ? url.href : url.href.replace(/\/$/, '');
}

/** As the console shows them: from the discovery document. */
export async function endpoints(issuer: string): Promise<GuideValues> {
  const discovery = `${issuer}/.well-known/openid-configuration`;
  const metadata = (await (await fetch(discovery)).json()) as Record<string, string>;
  const names = ['authorization', 'token', 'userinfo', 'end_session', 'introspection', 'revocation'] as const;
  return {
    issuer,
    discovery,
    jwks_uri: metadata['jwks_uri'],
    ...Object.fromEntries(names.map((name) => [`${name}_endpoint`, metadata[`${name}_endpoint`]])),
  };
}
