import { z } from 'zod';
import { checkAgainstAppType } from './check-against-app-type.ts';
import { ClientState, CreateClient, DisabledReason, LogoDataUri } from './clients.ts';
import { NamedService } from './guides.ts';
import { CreateResourceServer } from './resource-servers.ts';
import { route } from './route.ts';
import { standardClaims } from './users.ts';
import { ClientSecretValue, Email, NoNul, Password, Username } from './values.ts';

/** Argon2id, bcrypt (salt and hash with no stray bits at their ends), scrypt, and PBKDF2 as PHC string and as passlib writes it. */
const HASHES = [
  /\$argon2id\$v=19\$m=\d+,t=\d+,p=\d+\$[A-Za-z0-9+/]+\$[A-Za-z0-9+/]+/,
  /\$2[aby]\$\d\d\$[./A-Za-z0-9]{21}[.Oeu][./A-Za-z0-9]{30}[.CGKOSWaeimquy26]/,
  /\$scrypt\$ln=\d{1,2},r=\d{1,4},p=\d{1,4}\$[A-Za-z0-9+/]+\$[A-Za-z0-9+/]+/,
  /\$pbkdf2-sha(?:256|512)\$(?:i=\d{1,9}(?:,l=\d{1,3})?|\d{1,9})\$[A-Za-z0-9+/.]+\$[A-Za-z0-9+/.]+/,
];
const PasswordHash = z
  .string()
  .regex(new RegExp(`^(?:${HASHES.map(({ source }) => source).join('|')})$`), { error: ({ input }) => notAHash(String(input)) })
  .describe('Argon2id, or bcrypt, scrypt or PBKDF2 from another system, replaced by Argon2id at the next sign-in');

/** Says how it begins, never more: somebody may have put a password here. */
function notAHash(input: string): string {
  const kind = /^\$[a-z0-9-]{1,16}\$/.exec(input)?.[0];
  const came =
    kind === undefined ? 'what came does not begin like one of them' : `what came begins with ${kind} and is not one of them, whole`;
  return `must be a hash of the form $argon2id$v=19$m=…,t=…,p=…$salt$hash, $2a$, $2b$ or $2y$ (bcrypt, 60 characters), $scrypt$ln=…,r=…,p=…$salt$hash, $pbkdf2-sha256$ or $pbkdf2-sha512$ with i=…$salt$hash (in base64 without padding); ${came}`;
}

const DeclaredUser = z
  .strictObject({
    username: Username,
    password: Password.optional(),
    password_hash: PasswordHash.optional(),
    email: Email.nullable().optional(),
    email_verified: z.boolean().optional(),
    groups: z.array(NoNul.min(1).max(128)).max(500).optional(),
    operator: z.boolean().optional(),
    ...z.object(standardClaims).partial().shape,
  })
  .superRefine((user, context) => {
    if (user.password !== undefined && user.password_hash !== undefined) {
      context.addIssue({ code: 'custom', path: ['password_hash'], message: 'give password or password_hash, not both' });
    }
  })
  .meta({ id: 'DeclaredUser' });
export type DeclaredUser = z.infer<typeof DeclaredUser>;

/** A service's recipe says of which type a client is, and what it is called where nobody does. */
const NEEDED_WITHOUT_SERVICE = ['name', 'app_type', 'party'] as const;

const DeclaredClient = z
  .strictObject({
    ...CreateClient.shape,
    name: CreateClient.shape.name.optional(),
    app_type: CreateClient.shape.app_type.optional(),
    party: CreateClient.shape.party.optional(),
    service: NamedService.optional().describe(
      'as the recipe of a service has it: type, redirect URIs, scopes and settings follow from its address; members beside it come before those of the recipe',
    ),
    client_secret: ClientSecretValue.optional(),
    state: ClientState.optional(),
    disabled_reason: DisabledReason.optional(),
    logo: LogoDataUri.nullable().optional().describe('on light pages; in a file, a path beside it; null: none'),
    logo_dark: LogoDataUri.nullable().optional().describe('on dark pages; in a file, a path beside it; null: the light one serves'),
  })
  .superRefine((client, context) => {
    if (client.service !== undefined) return;
    for (const member of NEEDED_WITHOUT_SERVICE) {
      if (client[member] === undefined) context.addIssue({ code: 'custom', path: [member], message: 'is needed, as there is no service' });
    }
  })
  .superRefine(checkAgainstAppType)
  .superRefine((client, context) => {
    if (client.disabled_reason === undefined || client.state === 'disabled') return;
    context.addIssue({ code: 'custom', path: ['disabled_reason'], message: 'stands beside state: disabled alone' });
  })
  .superRefine((client, context) => {
    if (client.client_secret === undefined) return;
    const isPublic = client.app_type === 'single_page' || client.app_type === 'native';
    const method = client.token_endpoint_auth_method ?? 'client_secret_basic';
    const takesSecret = ['client_secret_basic', 'client_secret_post', 'none'].includes(method);
    if (!isPublic && takesSecret) return;
    const reason = isPublic ? `a ${client.app_type} application is a public client and` : `a client that authenticates with ${method}`;
    context.addIssue({ code: 'custom', path: ['client_secret'], message: `${reason} takes no secret` });
  })
  .meta({ id: 'DeclaredClient' });
export type DeclaredClient = z.infer<typeof DeclaredClient>;

/** What `apply` makes true: things that are named here exist as written; nothing else is touched. */
export const DeclaredState = z
  .strictObject({
    users: z.array(DeclaredUser).max(10_000).optional(),
    resource_servers: z.array(CreateResourceServer).max(1000).optional(),
    clients: z.array(DeclaredClient).max(10_000).optional(),
  })
  .meta({ id: 'DeclaredState' });
export type DeclaredState = z.infer<typeof DeclaredState>;

export const AppliedChange = z
  .object({
    kind: z.enum(['user', 'resource_server', 'client']),
    id: z.string(),
    change: z.enum(['created', 'updated', 'unchanged']),
    client_secret: z.string().optional().describe('only where a secret was generated: shown this once'),
  })
  .meta({ id: 'AppliedChange' });
export type AppliedChange = z.infer<typeof AppliedChange>;

export const declaredState = {
  apply: route({
    id: 'declared_state.apply',
    method: 'post',
    path: '/declared_state',
    scope: 'clients:write',
    summary: 'Makes users, resource servers and clients exist as declared, all or nothing; needs the write scope of every noun it names.',
    body: DeclaredState,
    max_body_bytes: 4 * 1024 * 1024,
    response: z.object({ changes: z.array(AppliedChange) }),
    problems: ['username-taken', 'email-taken', 'client-id-taken', 'client-has-no-secret', 'resource-taken', 'last-operator'],
  }),
};
