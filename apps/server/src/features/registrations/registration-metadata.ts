import { ClientAssertionAlg, clientBranding, ClientJwks, SIGNING_ALGS, SubjectType, webLinkProblem } from '@consentry/contract';
import { z } from 'zod';
import { registrableSecurity } from './registrable-security.ts';
import { RegistrationRefused } from './registration-refused.ts';

const text = (max: number) => z.string('must be a string').max(max, `must not be longer than ${max} characters`);
const texts = z.array(text(2048), 'must be an array of strings').max(100, 'must not have more than 100 entries');
const flag = z.boolean('must be true or false');

/** Links for people. A `javascript:` link on a page of ours would run there; http can be changed on its way. */
const link = text(2048).superRefine((uri, context) => {
  const message = webLinkProblem(uri);
  if (message !== null) context.addIssue({ code: 'custom', message });
});

/** The members of client metadata that mean something here (RFC 7591 §2, OIDC Registration §2); all others are ignored. */
const Metadata = z
  .object({
    redirect_uris: texts,
    token_endpoint_auth_method: text(64),
    grant_types: texts,
    response_types: texts,
    application_type: z.enum(['web', 'native'], 'must be “web” or “native”'),
    client_name: text(200).trim(),
    client_uri: link,
    logo_uri: link,
    tos_uri: link,
    policy_uri: link,
    contacts: texts,
    scope: text(4000),
    post_logout_redirect_uris: texts,
    backchannel_logout_uri: text(2048),
    backchannel_logout_session_required: flag,
    ...registrableSecurity,
    id_token_signed_response_alg: z.enum(SIGNING_ALGS, `must be one of ${SIGNING_ALGS.join(', ')}`),
    subject_type: SubjectType,
    sector_identifier_uri: text(2048),
    token_endpoint_auth_signing_alg: ClientAssertionAlg,
    jwks: z.object({ keys: ClientJwks.shape.keys }, 'must be a JWK set (RFC 7517 §5)'),
    jwks_uri: text(2048),
    software_id: text(255),
    software_version: text(255),
  })
  .partial();

export type RegistrationMetadata = z.infer<typeof Metadata>;

/** Reads client metadata as a client sent it; members with null count as absent (RFC 7592 §2.2). Throws `RegistrationRefused`. */
export function parseRegistrationMetadata(sent: Readonly<Record<string, unknown>>): RegistrationMetadata {
  const given = Object.fromEntries(Object.entries(sent).filter(([, value]) => value !== null && value !== ''));
  const parsed = Metadata.safeParse(given);
  if (parsed.success && isPrintable(parsed.data)) return parsed.data;
  if (parsed.success) throw new RegistrationRefused('invalid_client_metadata', 'the metadata must not contain control characters');
  const issues = parsed.error.issues.map(({ path, message }) => ({ name: path.join('/'), message }));
  const ofRedirects = issues.every(({ name }) => name.startsWith('redirect_uris'));
  throw new RegistrationRefused(
    ofRedirects ? 'invalid_redirect_uri' : 'invalid_client_metadata',
    issues.map(({ name, message }) => `${name} ${message}`).join('; '),
  );
}

/** Those that can be shown, in the form of our own clients. */
export function usableContacts({ contacts = [] }: RegistrationMetadata): string[] {
  return contacts.filter((contact) => clientBranding.contacts.safeParse([contact]).success).slice(0, 5);
}

function isPrintable(metadata: RegistrationMetadata): boolean {
  const { jwks: _jwks, ...texts } = metadata;
  const all = Object.values(texts).flat().map(String).join('');
  return all.isWellFormed() && !/[\u0000-\u001f\u007f]/.test(all);
}
