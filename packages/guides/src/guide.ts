import { AppType, GrantType, GuideKind, PkceRule, ServiceCategory, StandardScope, TokenEndpointAuthMethod } from '@consentry/contract';
import { z } from 'zod';
import { LANGUAGES } from './escape-value.ts';

const Line = z.string().trim().min(1).max(300);
const HttpsLink = z.url({ protocol: /^https$/, hostname: /\./ });
const FileName = z.string().regex(/^[A-Za-z0-9._-]+$/, 'must be the plain name of a file in the guide’s folder');

/** A value and the words beside the field it goes into. */
const LabelledValue = z.strictObject({ label: Line, value: z.string().min(1).max(1000) });

const Step = z
  .strictObject({
    title: Line,
    text: z.string().optional().describe('paragraphs, lists, **strong**, `code` and [links](https://…); see guide-text.ts'),
    file: FileName.optional().describe('a file of the folder, shown and filled'),
    path: z.string().optional().describe('where the reader puts the file; absent: under its own name'),
    language: z.enum(LANGUAGES).optional().describe('of the file, which decides how values are escaped'),
    command: z.string().optional().describe('lines for a POSIX shell'),
    values: z.array(LabelledValue).optional(),
  })
  .refine((step) => (step.file === undefined) === (step.language === undefined), 'a file has a language, and nothing else has one');

/** What the application's record has to say for this guide, in the spelling of the management API. */
const ClientSettings = z.strictObject({
  grant_types: z.array(GrantType).optional(),
  token_endpoint_auth_method: TokenEndpointAuthMethod.optional(),
  pkce: PkceRule.optional(),
  id_token_scope_claims: z.boolean().optional(),
  id_token_signed_response_alg: z.enum(['RS256', 'ES256', 'PS256']).optional(),
  access_token_format: z.enum(['opaque', 'jwt']).optional(),
});

/** `guide.yaml`, one in each guide's folder. */
export const GuideDocument = z
  .strictObject({
    title: Line,
    summary: Line.describe('one sentence'),
    kind: GuideKind,
    app_type: AppType.nullable().describe('null: the guide is for a resource server, which is no application'),
    language: Line.nullable().default(null).describe('the programming language, as people write it'),
    library: z.strictObject({ name: Line, version: Line, link: HttpsLink }).nullable().default(null),
    needs: z.array(Line).default([]),
    redirect_uris: z.array(Line).default([]),
    post_logout_redirect_uris: z.array(Line).default([]),
    scopes: z.array(StandardScope).default([]),
    claims: z.array(Line).default([]),
    client: ClientSettings.default({}),
    steps: z.array(Step).default([]),
    links: z.array(z.strictObject({ title: Line, href: HttpsLink })).default([]),
    category: ServiceCategory.optional(),
    address: z.strictObject({ label: Line, example: HttpsLink }).optional().describe('the one question that a recipe asks'),
    where: z.string().optional().describe('where to click in the service'),
    values: z.array(LabelledValue).default([]).describe('which value goes where'),
    quirks: z.array(z.string()).default([]).describe('what surprises people; text as in steps'),
  })
  .superRefine(checkKind);
export type GuideDocument = z.infer<typeof GuideDocument>;

export interface GuideStepFile {
  name: string;
  /** Where the reader puts it. */
  path: string;
  language: (typeof LANGUAGES)[number];
  /** With its placeholders. */
  content: string;
}

export type Guide = Omit<GuideDocument, 'steps'> & {
  /** The folder's name, unique among all guides. */
  slug: string;
  steps: (Omit<z.infer<typeof Step>, 'file' | 'path' | 'language'> & { file?: GuideStepFile })[];
};

function checkKind(guide: GuideShape, context: z.RefinementCtx): void {
  const say = (path: string, message: string): void => context.addIssue({ code: 'custom', path: [path], message });
  const isService = guide.kind === 'service';
  for (const member of ['category', 'address', 'where'] as const) {
    if (isService !== (guide[member] !== undefined))
      say(member, isService ? 'a recipe of a service needs it' : 'is for recipes of services');
  }
  if ((guide.kind === 'resource_server') !== (guide.app_type === null)) say('app_type', 'is null for resource servers, and only there');
  if (!isService && guide.steps.length === 0) say('steps', 'a guide has steps; only a recipe may live from its values');
  const sameAsKind: string[] = ['traditional_web', 'single_page', 'native', 'machine_to_machine'];
  if (sameAsKind.includes(guide.kind) && guide.kind !== guide.app_type) say('app_type', `must be ${guide.kind}, as the kind`);
}

interface GuideShape {
  kind: GuideKind;
  app_type: AppType | null;
  steps: unknown[];
  category?: unknown;
  address?: unknown;
  where?: unknown;
}
