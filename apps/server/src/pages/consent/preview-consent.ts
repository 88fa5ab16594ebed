import type { ConsentPreviewRequest } from '@consentry/contract';
import type { Context } from '../../context.ts';
import { findDetailsTypes } from '../../features/authorization-details/find-details-types.ts';
import { sampleDetail } from '../../features/authorization-details/sample-detail.ts';
import { isOptionalScope } from '../../features/clients/is-optional-scope.ts';
import type { ClientRow } from '../../features/clients/find-client.ts';
import type { ScopeIdentity } from '../../features/grants/new-scopes.ts';
import type { PageContext } from '../layout/page-context.ts';
import { clientBrandingView, type LogoView } from './client-branding-view.ts';
import { consentDestination } from './consent-destination.ts';
import type { ConsentView } from './consent-view.ts';
import { optionalScopeField } from './optional-scope-field.ts';
import { presentDetails, textsOfDetails } from './present-details.ts';
import { presentPermissions } from './present-permissions.ts';
import { serversOfScopes } from './servers-of-scopes.ts';

const LASTING: ScopeIdentity = { resource: null, scope: 'offline_access' };

/** Somebody who is nobody. */
const SAMPLE = {
  name: 'Alex Example',
  username: 'alex',
  email: 'alex@example.com',
  claims: {
    name: 'Alex Example',
    preferred_username: 'alex',
    email: 'alex@example.com',
    phone_number: '+1 555 0100',
    address: { street_address: '1 Example Street', postal_code: '12345', locality: 'Example City' },
    groups: ['staff'],
  },
};

/** What the consent page would ask a person for all that the client may have. */
export async function consentPreview(
  ctx: Context,
  client: ClientRow,
  { page, request }: { page: PageContext; request: ConsentPreviewRequest },
): Promise<ConsentView> {
  const native = client.app_type === 'native';
  const redirect_uri = client.redirect_uris[0] ?? 'https://app.example.com/callback';
  const branding = clientBrandingView(client);
  const logo = logoFor(request, branding.logo);
  return {
    action: '',
    csrf_token: '',
    client: {
      name: client.name,
      description: client.description,
      party: client.party,
      ...consentDestination({ redirect_uri, native }),
      branding: { ...branding, logo },
      document_host: client.origin === 'metadata_document' ? new URL(client.client_id).host : null,
      self_registered: client.quarantined,
      has_changed: false,
    },
    user: { name: SAMPLE.name, username: SAMPLE.username, email: SAMPLE.email },
    switch_account_url: '',
    ...(await askedPermissions(ctx, client, page)),
    new_details: await sampleDetails(ctx, client, page),
    granted_permissions: [],
    granted_details: [],
    lasting_access_field: optionalScopeField(LASTING),
    has_duration: client.party === 'third_party',
    current_duration: null,
    reconfirm: false,
  };
}

/** One of each type that the client may ask for. */
async function sampleDetails(ctx: Context, client: ClientRow, { locale }: PageContext): Promise<ConsentView['new_details']> {
  const names = client.authorization_details_types;
  const types = (await findDetailsTypes(ctx, names)).toSorted((a, b) => names.indexOf(a.type) - names.indexOf(b.type));
  const details = types.map((type) => ({ resource: type.resource, detail: sampleDetail(type) }));
  return presentDetails(details, await textsOfDetails(ctx, details), locale);
}

async function askedPermissions(
  ctx: Context,
  client: ClientRow,
  page: PageContext,
): Promise<Pick<ConsentView, 'new_permissions' | 'optional_permissions' | 'lasting_access'>> {
  const scopes: ScopeIdentity[] = [
    ...client.scopes.map((scope) => ({ resource: null, scope })),
    ...Object.entries(client.resource_scopes).flatMap(([resource, names]) => names.map((scope) => ({ resource, scope }))),
  ];
  const words = { servers: await serversOfScopes(ctx, scopes), claims: SAMPLE.claims, t: page.t, locale: page.locale, reasons: client };
  const isOptional = (scope: ScopeIdentity): boolean => isOptionalScope(client, scope);
  const asked = presentPermissions(
    scopes.filter((scope) => !isOptional(scope)),
    words,
  );
  const optional = scopes
    .filter(isOptional)
    .flatMap((scope) =>
      presentPermissions([scope], words).permissions.map((permission) => ({ ...permission, field: optionalScopeField(scope) })),
    );
  const isLasting = client.scopes.includes('offline_access');
  return {
    new_permissions: asked.permissions,
    optional_permissions: optional,
    lasting_access: isLasting ? (isOptional(LASTING) ? 'optional' : 'new') : 'none',
  };
}

/** The colours are chosen here and not by the browser, and so is the picture. */
function logoFor({ logos, color_scheme }: ConsentPreviewRequest, stored: LogoView): LogoView {
  const light = logos?.light === undefined ? stored.light : logos.light;
  const dark = logos?.dark === undefined ? stored.dark : logos.dark;
  return { light: (color_scheme === 'dark' ? dark : light) ?? light ?? dark, dark: null };
}
