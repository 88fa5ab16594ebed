import { z } from 'zod';
import { AppType, CreatedClient, Party } from './clients.ts';
import { route } from './route.ts';
import { ClientId, DisplayName, NoNul, StandardScope } from './values.ts';

export const GUIDE_KINDS = [
  'traditional_web',
  'single_page',
  'native',
  'machine_to_machine',
  'protocol',
  'service',
  'resource_server',
] as const;
export const GuideKind = z
  .enum(GUIDE_KINDS)
  .describe(
    'for an application type; `protocol`: the requests themselves; `service`: a recipe for a service; `resource_server`: for an API',
  )
  .meta({ id: 'GuideKind' });
export type GuideKind = z.infer<typeof GuideKind>;

export const SERVICE_CATEGORIES = [
  'ai',
  'chat',
  'development',
  'documents',
  'files',
  'home',
  'infrastructure',
  'mail',
  'monitoring',
  'network',
  'passwords',
  'web',
] as const;
export const ServiceCategory = z.enum(SERVICE_CATEGORIES).meta({ id: 'ServiceCategory' });
export type ServiceCategory = z.infer<typeof ServiceCategory>;

const guideMembers = {
  slug: z.string().describe('its name in addresses'),
  title: z.string(),
  summary: z.string().describe('one sentence'),
  kind: GuideKind,
  app_type: AppType.nullable().describe('null: the guide is for a resource server, which is no application'),
  language: z.string().nullable().describe('the programming language, as people write it'),
  library: z.object({ name: z.string(), version: z.string(), link: z.string() }).nullable(),
  category: ServiceCategory.nullable().describe('of services'),
  address: z
    .object({ label: z.string(), example: z.string() })
    .nullable()
    .describe('the one question of a service’s recipe: where the service is; null where nothing is asked'),
};

export const GuideSummary = z.object(guideMembers).meta({ id: 'GuideSummary' });
export type GuideSummary = z.infer<typeof GuideSummary>;

export const GuideSpan = z
  .discriminatedUnion('type', [
    z.object({ type: z.enum(['text', 'strong', 'code']), text: z.string() }),
    z.object({ type: z.literal('link'), text: z.string(), href: z.string() }),
    z.object({ type: z.literal('guide'), text: z.string(), slug: z.string().describe('another guide') }),
  ])
  .meta({ id: 'GuideSpan' });
export type GuideSpan = z.infer<typeof GuideSpan>;

/** Running text as a tree, so that nobody who shows it writes or reads markup. */
export const GuideBlock = z
  .discriminatedUnion('type', [
    z.object({ type: z.literal('paragraph'), spans: z.array(GuideSpan) }),
    z.object({ type: z.literal('list'), items: z.array(z.array(GuideSpan)) }),
  ])
  .meta({ id: 'GuideBlock' });
export type GuideBlock = z.infer<typeof GuideBlock>;

export const CODE_TOKEN_KINDS = ['comment', 'keyword', 'string', 'number', 'title', 'name', 'meta'] as const;
export type CodeTokenKind = (typeof CODE_TOKEN_KINDS)[number];

export const GuideCode = z
  .object({
    language: z.string(),
    content: z.string(),
    tokens: z
      .array(z.object({ length: z.int().describe('in UTF-16 code units'), kind: z.enum(CODE_TOKEN_KINDS).nullable() }))
      .describe('the content cut into pieces for highlighting'),
  })
  .meta({ id: 'GuideCode' });
export type GuideCode = z.infer<typeof GuideCode>;

const LabelledValue = z.object({ label: z.string(), value: z.string() });

export const GuideStep = z
  .object({
    title: z.string(),
    text: z.array(GuideBlock),
    file: GuideCode.extend({ path: z.string().describe('where the reader puts it') }).nullable(),
    command: GuideCode.nullable().describe('for a POSIX shell'),
    values: z.array(LabelledValue),
  })
  .meta({ id: 'GuideStep' });
export type GuideStep = z.infer<typeof GuideStep>;

export const FilledGuide = z
  .object({
    ...guideMembers,
    needs: z.array(z.string()).describe('what has to be there before'),
    where: z.array(GuideBlock).describe('where to click in the service'),
    values: z.array(LabelledValue).describe('which value goes where in the service'),
    steps: z.array(GuideStep),
    scopes: z.array(StandardScope).describe('what it asks for'),
    claims: z.array(z.string()).describe('what it reads'),
    quirks: z.array(z.array(GuideBlock)).describe('what surprises people'),
    links: z.array(z.object({ title: z.string(), href: z.string() })),
    client_secret_marker: z.string().nullable().describe('stands in the guide where the client secret goes; null where none does'),
  })
  .meta({ id: 'FilledGuide' });
export type FilledGuide = z.infer<typeof FilledGuide>;

export const ClientConfiguration = z
  .object({
    values: z
      .array(z.object({ name: z.string().describe('as in the standards and in discovery'), value: z.string() }))
      .describe('client id, issuer, discovery and every endpoint'),
    env: z.string().describe('the same as environment variables'),
    json: z.string().describe('the discovery document together with the client’s own values'),
    service: z
      .object({ slug: z.string(), title: z.string(), address: z.string().nullable() })
      .nullable()
      .describe('the service whose recipe the client was created from'),
  })
  .meta({ id: 'ClientConfiguration' });
export type ClientConfiguration = z.infer<typeof ClientConfiguration>;

const ServiceAddress = NoNul.trim()
  .min(1, 'must not be empty')
  .max(1024)
  .describe('where the service is, such as https://grafana.example.com; needed where the recipe asks for it');

export const CreateClientForService = z
  .strictObject({
    address: ServiceAddress.optional(),
    name: DisplayName.optional().describe('absent: the name of the service'),
    party: Party.default('third_party'),
    client_id: ClientId.optional(),
  })
  .meta({ id: 'CreateClientForService' });
export type CreateClientForService = z.infer<typeof CreateClientForService>;

const Slug = z.string().max(100);

/** A service by name, and the answer to its one question. */
export const NamedService = z
  .strictObject({ slug: Slug.describe('the guide of the service, such as `grafana`'), address: ServiceAddress.optional() })
  .meta({ id: 'NamedService' });
export type NamedService = z.infer<typeof NamedService>;

export const guides = {
  list: route({
    id: 'guides.list',
    method: 'get',
    path: '/guides',
    scope: 'clients:read',
    summary: 'Lists the integration guides, by kind and title.',
    query: z.object({
      kind: GuideKind.optional(),
      app_type: AppType.optional(),
      category: ServiceCategory.optional(),
      q: NoNul.max(200).optional().describe('words of the title, the summary, the language or the library'),
    }),
    response: z.object({ items: z.array(GuideSummary) }),
  }),
  get: route({
    id: 'guides.get',
    method: 'get',
    path: '/clients/{client_id}/guides/{slug}',
    scope: 'clients:read',
    summary: 'Reads a guide with a client’s values in it; a marker stands where the secret goes.',
    params: z.object({ client_id: ClientId, slug: Slug }),
    response: FilledGuide,
    problems: ['client-not-found', 'guide-not-found'],
  }),
  configuration: route({
    id: 'guides.configuration',
    method: 'get',
    path: '/clients/{client_id}/configuration',
    scope: 'clients:read',
    summary: 'Reads what a client library is given, as values, environment variables and JSON; never with the secret.',
    params: z.object({ client_id: ClientId }),
    response: ClientConfiguration,
    problems: ['client-not-found'],
  }),
  createClient: route({
    id: 'guides.create_client',
    method: 'post',
    path: '/guides/{slug}/clients',
    scope: 'clients:write',
    summary: 'Creates a client for a service from its recipe: type, redirect URIs, scopes and settings follow from its address.',
    params: z.object({ slug: Slug }),
    body: CreateClientForService,
    response: CreatedClient,
    status: 201,
    problems: ['guide-not-found', 'client-id-taken'],
  }),
};
