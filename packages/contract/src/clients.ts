import { z } from 'zod';
import { checkAgainstAppType } from './check-against-app-type.ts';
import { clientBranding, clientLogos, clientReasons, LOGO_LIMITS, LogoTheme } from './client-branding.ts';
import { clientUse, ClientUse, ClientSort, SortOrder } from './client-catalogue.ts';
import { clientProtocolMembers, PkceRule } from './client-protocol.ts';
import { clientSecurity } from './client-security.ts';
import {
  ClientSecretMetadata,
  CreateClientSecret,
  CreatedClientSecret,
  RotateClientSecret,
  RotatedClientSecret,
} from './client-secrets.ts';
import { MANAGEMENT_SCOPES } from './management-scopes.ts';
import { PAGE_LANGUAGES } from './page-languages.ts';
import { pageOf, PageQuery } from './pagination.ts';
import { SigningAlg } from './protocol-algorithms.ts';
import { route } from './route.ts';
import { ClientId, DisplayName, Description, NewClientId, NoNul, Resource, ScopeName, StandardScope, Timestamp } from './values.ts';

export const APP_TYPES = ['traditional_web', 'single_page', 'native', 'machine_to_machine'] as const;
export const AppType = z.enum(APP_TYPES).meta({ id: 'AppType' });
export type AppType = z.infer<typeof AppType>;

export const Party = z.enum(['first_party', 'third_party']).meta({ id: 'Party' });
export type Party = z.infer<typeof Party>;

export const CLIENT_STATES = ['active', 'disabled'] as const;
export const ClientState = z.enum(CLIENT_STATES).describe('nothing is issued to a disabled client').meta({ id: 'ClientState' });
export type ClientState = z.infer<typeof ClientState>;

/** Operators read it; users and clients never do. */
export const DisabledReason = NoNul.trim().max(500);
export const CLIENT_ORIGINS = ['operator', 'dynamic', 'metadata_document'] as const;
export const ClientOrigin = z
  .enum(CLIENT_ORIGINS)
  .describe('who made it: an operator, the client itself (RFC 7591), or a client ID metadata document')
  .meta({ id: 'ClientOrigin' });
export type ClientOrigin = z.infer<typeof ClientOrigin>;

const RedirectUris = z.array(NoNul.max(2048)).max(100);
const ResourceScopes = z
  .record(Resource, z.array(ScopeName).max(500))
  .describe('the ceiling per resource server (RFC 8707): resource → scopes');

const OptionalResourceScopes = z
  .record(Resource, z.array(ScopeName).max(500))
  .describe('scopes of the ceiling per resource server that a user may leave out at consent: resource → scopes');

/** Members that an operator may set at creation and change later. */
const settings = {
  name: DisplayName,
  description: Description,
  redirect_uris: RedirectUris.describe('exact redirect URIs (RFC 6749 §3.1.2)'),
  post_logout_redirect_uris: RedirectUris.describe('where a browser may go after sign-out (OIDC RP-Initiated Logout §3)'),
  backchannel_logout_uri: NoNul.max(2048)
    .nullable()
    .describe('where the server tells the client that a session has ended (OIDC Back-Channel Logout §2.2); null: nowhere'),
  backchannel_logout_session_required: z
    .boolean()
    .describe('whether ID and logout tokens name the session (`sid`); otherwise all of the user’s sessions at the client end together'),
  pkce: PkceRule,
  scopes: z.array(StandardScope).max(20).describe('the ceiling of the provider’s own scopes'),
  resource_scopes: ResourceScopes,
  optional_scopes: z
    .array(StandardScope)
    .max(20)
    .describe('scopes of the ceiling that a user may leave out at consent; all others are required; never `openid`'),
  optional_resource_scopes: OptionalResourceScopes,
  ...clientReasons,
  ...clientBranding,
  id_token_signed_response_alg: SigningAlg.describe('JWS algorithm of ID tokens (OIDC Registration §2)'),
  id_token_scope_claims: z
    .boolean()
    .describe('whether the claims of the granted scopes also stand in the ID token, for services that never call userinfo'),
  access_token_format: z
    .enum(['opaque', 'jwt'])
    .describe('format of access tokens that name no resource; those for a resource server follow its own setting'),
  management_scopes: z.array(z.enum(MANAGEMENT_SCOPES)).max(20).describe('scopes of the management API; machine-to-machine only'),
  ...clientProtocolMembers,
  ...clientSecurity,
};

export const Client = z
  .object({
    client_id: ClientId,
    app_type: AppType,
    party: Party,
    ...settings,
    ...clientLogos,
    secrets: z.array(ClientSecretMetadata),
    state: ClientState,
    disabled_at: Timestamp.nullable(),
    disabled_reason: z.string().nullable().describe('for operators alone; null while it is active, or where none was given'),
    origin: ClientOrigin,
    quarantined: z
      .boolean()
      .describe('whether it registered itself and nobody vouches for it: consent is asked each time, and it is removed when idle'),
    registered_metadata: z
      .record(z.string(), z.unknown())
      .nullable()
      .describe('what a client that registered itself says of itself beyond its settings; nobody has checked it'),
    last_used_at: Timestamp.nullable().describe('when it last got a token, to the hour'),
    created_at: Timestamp,
    updated_at: Timestamp,
  })
  .meta({ id: 'Client' });
export type Client = z.infer<typeof Client>;

export const ListedClient = Client.extend(clientUse).meta({ id: 'ListedClient' });
export type ListedClient = z.infer<typeof ListedClient>;

export const ClientsQuery = PageQuery.extend({
  cursor: z.string().max(2048).optional().describe('`next_cursor` of the page before, which had the same `sort` and `order`'),
  party: Party.optional(),
  app_type: AppType.optional(),
  state: ClientState.optional(),
  origin: ClientOrigin.optional(),
  publisher_verified: z.stringbool().optional(),
  q: NoNul.max(200).optional().describe('part of the name, the client id or the publisher’s name'),
  sort: ClientSort.default('created_at'),
  order: SortOrder.default('desc'),
});
export type ClientsQuery = z.infer<typeof ClientsQuery>;

export const ClientsPage = pageOf(ListedClient).extend({
  total: z.int().nullable().describe('how many match on all pages together; told with the first page alone'),
});
export type ClientsPage = z.infer<typeof ClientsPage>;

const partial = z.object(settings).partial().shape;

export const CreateClient = z
  .strictObject({ client_id: NewClientId.optional(), app_type: AppType, party: Party, ...partial, name: DisplayName })
  .superRefine(checkAgainstAppType)
  .meta({ id: 'CreateClient' });
export type CreateClient = z.infer<typeof CreateClient>;

/** Redirect URIs are checked by the server against the stored application type. */
export const UpdateClient = z.strictObject({ ...partial, party: Party.optional() }).meta({ id: 'UpdateClient' });
export type UpdateClient = z.infer<typeof UpdateClient>;

/** Small enough to be a logo; of a kind that a page may draw. */
export const LogoDataUri = z
  .string()
  .max(16 * 1024)
  .regex(/^data:image\/(png|jpeg|webp);base64,[A-Za-z0-9+/]+={0,2}$/, 'must be a data: URI of a PNG, JPEG or WebP');

export const ConsentPreviewRequest = z
  .strictObject({
    changes: UpdateClient.describe('what differs from the stored client'),
    logos: z
      .strictObject({ light: LogoDataUri.nullable(), dark: LogoDataUri.nullable() })
      .partial()
      .optional()
      .describe('logos that differ from the stored ones; null: none'),
    language: z.enum(PAGE_LANGUAGES),
    color_scheme: z.enum(['light', 'dark']),
  })
  .meta({ id: 'ConsentPreviewRequest' });
export type ConsentPreviewRequest = z.infer<typeof ConsentPreviewRequest>;

export const CreatedClient = z
  .object({ client: Client, client_secret: z.string().nullable().describe('shown this once; null for public clients') })
  .meta({ id: 'CreatedClient' });

export const DisableClient = z
  .strictObject({ reason: DisabledReason.optional().describe('why; for operators alone') })
  .meta({ id: 'DisableClient' });
export type DisableClient = z.infer<typeof DisableClient>;

/** What can be done to many clients at once; each is a verb of one client too. */
export const BULK_ACTIONS = ['disable', 'enable', 'take_over', 'delete'] as const;
export const ChangeManyClients = z
  .strictObject({ action: z.enum(BULK_ACTIONS), client_ids: z.array(ClientId).min(1).max(200) })
  .meta({ id: 'ChangeManyClients' });
export type ChangeManyClients = z.infer<typeof ChangeManyClients>;

export const ChangedClients = z
  .object({ changed: z.number().int(), not_found: z.array(z.string()).describe('those that were gone already') })
  .meta({ id: 'ChangedClients' });
export type ChangedClients = z.infer<typeof ChangedClients>;

const ClientParams = z.object({ client_id: ClientId });
const LogoParams = z.object({ client_id: ClientId, theme: LogoTheme });
const SecretParams = z.object({ client_id: ClientId, secret_id: NoNul.max(64) });

export const clients = {
  list: route({
    id: 'clients.list',
    method: 'get',
    path: '/clients',
    scope: 'clients:read',
    summary: 'Lists clients, newest first unless `sort` and `order` say otherwise.',
    query: ClientsQuery,
    response: ClientsPage,
  }),
  create: route({
    id: 'clients.create',
    method: 'post',
    path: '/clients',
    scope: 'clients:write',
    summary: 'Creates a client; a confidential one gets its first secret, shown in this answer alone.',
    body: CreateClient,
    response: CreatedClient,
    status: 201,
    problems: ['client-id-taken'],
  }),
  get: route({
    id: 'clients.get',
    method: 'get',
    path: '/clients/{client_id}',
    scope: 'clients:read',
    summary: 'Reads a client.',
    params: ClientParams,
    response: Client,
    versioned_by: UpdateClient,
    problems: ['client-not-found'],
  }),
  update: route({
    id: 'clients.update',
    method: 'patch',
    path: '/clients/{client_id}',
    scope: 'clients:write',
    summary: 'Changes the members that are sent; the others stay.',
    params: ClientParams,
    body: UpdateClient,
    response: Client,
    versioned_by: UpdateClient,
    problems: ['client-not-found', 'precondition-failed'],
  }),
  delete: route({
    id: 'clients.delete',
    method: 'delete',
    path: '/clients/{client_id}',
    scope: 'clients:write',
    summary: 'Deletes a client and revokes all its grants and tokens.',
    params: ClientParams,
    problems: ['client-not-found'],
  }),
  use: route({
    id: 'clients.use',
    method: 'get',
    path: '/clients/{client_id}/use',
    scope: 'clients:read',
    summary: 'Tells how many users have allowed the client something, counted now, and when it last signed somebody in.',
    params: ClientParams,
    response: ClientUse,
    problems: ['client-not-found'],
  }),
  disable: route({
    id: 'clients.disable',
    method: 'post',
    path: '/clients/{client_id}/disable',
    scope: 'clients:write',
    summary: 'Disables a client: no sign-in, no token; what was issued before is dead for good, grants stay. Again: replaces the reason.',
    params: ClientParams,
    body: DisableClient,
    response: Client,
    problems: ['client-not-found'],
  }),
  enable: route({
    id: 'clients.enable',
    method: 'post',
    path: '/clients/{client_id}/enable',
    scope: 'clients:write',
    summary: 'Lets a disabled client work again: with its secrets and grants, but with no token from before.',
    params: ClientParams,
    response: Client,
    problems: ['client-not-found'],
  }),
  changeMany: route({
    id: 'clients.change_many',
    method: 'post',
    path: '/client_changes',
    scope: 'clients:write',
    summary: 'Disables, enables, takes over or deletes many clients at once, all or none; those that are gone already fail nothing.',
    body: ChangeManyClients,
    response: ChangedClients,
  }),
  takeOver: route({
    id: 'clients.take_over',
    method: 'post',
    path: '/clients/{client_id}/take_over',
    scope: 'clients:write',
    summary: 'Makes a client that registered itself the operator’s own: it can no longer change itself, and leaves quarantine.',
    params: ClientParams,
    response: Client,
    problems: ['client-not-found'],
  }),
  putLogo: route({
    id: 'clients.put_logo',
    method: 'put',
    path: '/clients/{client_id}/logos/{theme}',
    scope: 'clients:write',
    summary: 'Stores the logo for light or dark pages: the bytes of a small still image, checked by their content.',
    params: LogoParams,
    body: z.instanceof(Uint8Array<ArrayBuffer>),
    media_types: [...LOGO_LIMITS.media_types, 'application/octet-stream'],
    max_body_bytes: 64 * 1024,
    response: Client,
    problems: ['client-not-found', 'logo-refused'],
  }),
  deleteLogo: route({
    id: 'clients.delete_logo',
    method: 'delete',
    path: '/clients/{client_id}/logos/{theme}',
    scope: 'clients:write',
    summary: 'Removes the logo for light or dark pages.',
    params: LogoParams,
    response: Client,
    problems: ['client-not-found'],
  }),
  previewConsent: route({
    id: 'clients.preview_consent',
    method: 'post',
    path: '/clients/{client_id}/consent_preview',
    scope: 'clients:read',
    summary: 'Draws the consent page for a made-up person, with changes that are not stored; nothing is kept.',
    params: ClientParams,
    body: ConsentPreviewRequest,
    response: z.object({ html: z.string().describe('a whole document without scripts, to be shown in a sandboxed frame') }),
    problems: ['client-not-found'],
  }),
  createSecret: route({
    id: 'clients.create_secret',
    method: 'post',
    path: '/clients/{client_id}/secrets',
    scope: 'clients:write',
    summary: 'Adds a client secret beside the existing ones, so that a rotation can overlap.',
    params: ClientParams,
    body: CreateClientSecret,
    response: CreatedClientSecret,
    status: 201,
    problems: ['client-not-found', 'client-has-no-secret'],
  }),
  rotateSecret: route({
    id: 'clients.rotate_secret',
    method: 'post',
    path: '/clients/{client_id}/secrets/rotate',
    scope: 'clients:write',
    summary: 'Makes a new client secret, and lets those before it end after an overlap.',
    params: ClientParams,
    body: RotateClientSecret,
    response: RotatedClientSecret,
    status: 201,
    problems: ['client-not-found', 'client-has-no-secret'],
  }),
  revokeSecret: route({
    id: 'clients.revoke_secret',
    method: 'delete',
    path: '/clients/{client_id}/secrets/{secret_id}',
    scope: 'clients:write',
    summary: 'Revokes a client secret at once.',
    params: SecretParams,
    problems: ['client-not-found', 'client-secret-not-found'],
  }),
};
