import { z } from 'zod';
import { route } from './route.ts';
import { NoNul, Resource, ScopeName, StandardScope } from './values.ts';

export const DYNAMIC_REGISTRATION_MODES = ['off', 'initial_access_token', 'open'] as const;
export const METADATA_DOCUMENT_MODES = ['off', 'allow_listed', 'open'] as const;

/** A host name, or `*.` and a domain for all names below it. */
const HostPattern = z
  .string()
  .max(253)
  .regex(
    /^(\*\.)?[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$/,
    'must be a host name in lower case (its xn-- form), or “*.” and a domain',
  );

const Jwk = z
  .looseObject({ kty: z.enum(['RSA', 'EC', 'OKP'], 'must be a public key: RSA, EC or OKP') })
  .refine((key) => !('d' in key) && !('k' in key), 'must be a public key; remove the private part');

const SoftwareStatementIssuer = z.strictObject({
  issuer: NoNul.min(1).max(512).describe('the `iss` of its statements, compared character by character'),
  jwks: z.strictObject({ keys: z.array(Jwk).min(1).max(20) }).describe('its public keys (RFC 7517 §5)'),
});

/** Who may register clients without an operator, and what these may do. */
export const RegistrationPolicy = z
  .object({
    dynamic_registration: z
      .enum(DYNAMIC_REGISTRATION_MODES)
      .describe('RFC 7591: off, for holders of an initial access token, or open to everyone with quarantine'),
    metadata_documents: z
      .enum(METADATA_DOCUMENT_MODES)
      .describe('client ID metadata documents: off, from allowed hosts, or from any public host with quarantine'),
    scopes: z.array(StandardScope).max(20).describe('the provider’s own scopes that a client may ask for that registered itself'),
    resource_scopes: z.record(Resource, z.array(ScopeName).max(500)).describe('the same per resource server: resource → scopes'),
    registrations_per_hour: z
      .number()
      .int()
      .min(1)
      .max(10_000)
      .describe('how many clients one address may register or introduce in an hour'),
    idle_days: z
      .number()
      .int()
      .min(1)
      .max(3650)
      .describe('after how many days without use and without a grant a self-registered client is removed'),
    allowed_hosts: z
      .array(HostPattern)
      .max(500)
      .describe('hosts of metadata documents that are trusted: their clients are not in quarantine'),
    blocked_hosts: z.array(HostPattern).max(500).describe('hosts whose metadata documents are never fetched'),
    software_statement_issuers: z.array(SoftwareStatementIssuer).max(20).describe('whose software statements are accepted (RFC 7591 §2.3)'),
  })
  .meta({ id: 'RegistrationPolicy' });
export type RegistrationPolicy = z.infer<typeof RegistrationPolicy>;

export const UpdateRegistrationPolicy = z.strictObject(RegistrationPolicy.shape).partial().meta({ id: 'UpdateRegistrationPolicy' });
export type UpdateRegistrationPolicy = z.infer<typeof UpdateRegistrationPolicy>;

export const registrationPolicy = {
  get: route({
    id: 'registration_policy.get',
    method: 'get',
    path: '/registration_policy',
    scope: 'settings:read',
    summary: 'Reads who may register clients without an operator, and what these may do.',
    response: RegistrationPolicy,
  }),
  update: route({
    id: 'registration_policy.update',
    method: 'patch',
    path: '/registration_policy',
    scope: 'settings:write',
    summary: 'Changes the members that are sent; the others stay. Clients that are registered already keep what they have.',
    body: UpdateRegistrationPolicy,
    response: RegistrationPolicy,
  }),
};
