import { z } from 'zod';

export const SecurityProfile = z
  .enum(['standard', 'fapi2_security', 'fapi2_message_signing'])
  .describe('a set of protocol rules that belong together; `fapi2_…` are the FAPI 2.0 Security Profile and Message Signing')
  .meta({ id: 'SecurityProfile' });
export type SecurityProfile = z.infer<typeof SecurityProfile>;

/** What a profile demands of a member of a client. */
export interface ProfileLock {
  readonly member: string;
  /** Any of these is fine; the first is what the profile sets. */
  readonly allowed: readonly unknown[];
  /** The section that asks for it. */
  readonly section: string;
}

const FAPI2_SIGNING_ALGS = ['PS256', 'ES256', 'EdDSA', 'Ed25519'];

const FAPI2_SECURITY: readonly ProfileLock[] = [
  { member: 'require_pushed_authorization_requests', allowed: [true], section: 'FAPI 2.0 Security Profile §5.3.2.2' },
  { member: 'pkce', allowed: ['required'], section: 'FAPI 2.0 Security Profile §5.3.2.2' },
  {
    member: 'token_endpoint_auth_method',
    allowed: ['private_key_jwt', 'tls_client_auth', 'self_signed_tls_client_auth'],
    section: 'FAPI 2.0 Security Profile §5.3.2.1',
  },
  { member: 'client_assertion_audience', allowed: ['issuer'], section: 'FAPI 2.0 Security Profile §5.3.2.1' },
  { member: 'refresh_token_rotation', allowed: [false], section: 'FAPI 2.0 Security Profile §5.3.2.1' },
  {
    member: 'token_endpoint_auth_signing_alg',
    allowed: [null, ...FAPI2_SIGNING_ALGS],
    section: 'FAPI 2.0 Security Profile §5.4.1',
  },
  { member: 'id_token_signed_response_alg', allowed: FAPI2_SIGNING_ALGS, section: 'FAPI 2.0 Security Profile §5.4.1' },
  { member: 'authorization_signed_response_alg', allowed: FAPI2_SIGNING_ALGS, section: 'FAPI 2.0 Security Profile §5.4.1' },
  { member: 'userinfo_signed_response_alg', allowed: [null, ...FAPI2_SIGNING_ALGS], section: 'FAPI 2.0 Security Profile §5.4.1' },
  { member: 'introspection_signed_response_alg', allowed: FAPI2_SIGNING_ALGS, section: 'FAPI 2.0 Security Profile §5.4.1' },
  {
    member: 'request_object_signing_alg',
    allowed: [null, ...FAPI2_SIGNING_ALGS],
    section: 'FAPI 2.0 Security Profile §5.4.1',
  },
];

/** Each profile with its locks; a member that stands in none is free. */
export const SECURITY_PROFILES: Readonly<Record<SecurityProfile, readonly ProfileLock[]>> = {
  standard: [],
  fapi2_security: FAPI2_SECURITY,
  fapi2_message_signing: [
    ...FAPI2_SECURITY,
    { member: 'require_signed_request_object', allowed: [true], section: 'FAPI 2.0 Message Signing §5.3.1' },
    { member: 'response_modes', allowed: [['jwt', 'query.jwt', 'form_post.jwt']], section: 'FAPI 2.0 Message Signing §5.4.1' },
  ],
};
