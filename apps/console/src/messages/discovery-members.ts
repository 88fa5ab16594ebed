/** A member of the discovery document: what it is, in a sentence, and the section that defines it. */
interface DiscoveryMember {
  readonly text: string;
  readonly section: string;
}

/** Every member that the discovery document may have, by what it is about. Kept apart from `en.ts`: one page alone needs it. */
export const DISCOVERY_GROUPS: Readonly<Record<string, Readonly<Record<string, DiscoveryMember>>>> = {
  'Who and where': {
    issuer: {
      text: 'The name of this server. It stands in every token as “iss”, and is compared character by character.',
      section: 'RFC 8414 §2',
    },
    authorization_endpoint: { text: 'Where apps send the browser to sign somebody in.', section: 'RFC 8414 §2' },
    token_endpoint: { text: 'Where apps get tokens for a code, a refresh token or their own credentials.', section: 'RFC 8414 §2' },
    userinfo_endpoint: { text: 'Where apps read the claims of the person, with an access token.', section: 'OIDC Discovery §3' },
    jwks_uri: { text: 'The public keys that signatures are verified with.', section: 'RFC 8414 §2' },
    end_session_endpoint: {
      text: 'Where apps send the browser to sign the person out here too.',
      section: 'OIDC RP-Initiated Logout §2.1',
    },
    introspection_endpoint: { text: 'Where APIs ask whether a token is good, and for what.', section: 'RFC 8414 §2' },
    revocation_endpoint: { text: 'Where apps hand back a token that they no longer need.', section: 'RFC 8414 §2' },
    pushed_authorization_request_endpoint: {
      text: 'Where apps deposit a sign-in request before the browser sets out, so that nobody on the way can read or change it.',
      section: 'RFC 9126 §5',
    },
    device_authorization_endpoint: {
      text: 'Where devices without a browser get a code for the person to enter elsewhere.',
      section: 'RFC 8628 §4',
    },
    registration_endpoint: {
      text: 'Where apps register themselves. It is named while the registration policy lets anybody in.',
      section: 'RFC 8414 §2',
    },
    mtls_endpoint_aliases: { text: 'Other addresses of the endpoints, for apps that show a certificate.', section: 'RFC 8705 §5' },
  },
  'How apps ask': {
    response_types_supported: { text: 'What comes back to the app from a sign-in: a code, and never a token.', section: 'RFC 8414 §2' },
    response_modes_supported: { text: 'How it comes back: in the address, in a form, or signed as a JWT.', section: 'RFC 8414 §2' },
    grant_types_supported: { text: 'What can be exchanged for tokens.', section: 'RFC 8414 §2' },
    code_challenge_methods_supported: { text: 'How an app proves that the code was meant for it (PKCE).', section: 'RFC 8414 §2' },
    prompt_values_supported: {
      text: 'What an app may demand of a sign-in, for instance that the password is asked again.',
      section: 'OIDC Prompt Create §4.2',
    },
    acr_values_supported: { text: 'How strongly the person can be asked to prove who they are.', section: 'OIDC Discovery §3' },
    authorization_response_iss_parameter_supported: {
      text: 'Every answer to the app names this server, so that an app with several providers cannot mix them up.',
      section: 'RFC 9207 §3',
    },
    request_parameter_supported: { text: 'A sign-in request may come as a signed JWT.', section: 'OIDC Discovery §3' },
    request_uri_parameter_supported: {
      text: 'Whether such a JWT may be fetched from the app. It may not: it is sent itself, or pushed.',
      section: 'OIDC Discovery §3',
    },
    request_object_signing_alg_values_supported: { text: 'What apps may sign their requests with.', section: 'OIDC Discovery §3' },
    require_pushed_authorization_requests: { text: 'Whether every app has to push its requests.', section: 'RFC 9126 §5' },
    require_signed_request_object: { text: 'Whether every app has to sign its requests.', section: 'RFC 9101 §10.5' },
    authorization_details_types_supported: {
      text: 'Detailed permissions that your APIs declare: an app asks for one payment instead of all. Named once there is one.',
      section: 'RFC 9396 §10',
    },
  },
  'What apps may learn': {
    scopes_supported: { text: 'Permissions of this server itself; those of your APIs are not listed here.', section: 'RFC 8414 §2' },
    claims_supported: { text: 'What can be said about a person and a sign-in.', section: 'OIDC Discovery §3' },
    claim_types_supported: {
      text: 'This server says these things itself, and points to nobody else for them.',
      section: 'OIDC Discovery §3',
    },
    claims_parameter_supported: { text: 'Apps may ask for single claims, within what the person allows.', section: 'OIDC Discovery §3' },
    subject_types_supported: {
      text: 'Whether all apps know a person by the same identifier (public), or each by another (pairwise).',
      section: 'OIDC Discovery §3',
    },
  },
  'How apps prove who they are': {
    token_endpoint_auth_methods_supported: {
      text: 'With a secret, a signed assertion, a certificate, or not at all.',
      section: 'RFC 8414 §2',
    },
    token_endpoint_auth_signing_alg_values_supported: { text: 'What assertions may be signed with.', section: 'RFC 8414 §2' },
    tls_client_certificate_bound_access_tokens: {
      text: 'Access tokens can be bound to the app’s certificate, so that a thief cannot use them.',
      section: 'RFC 8705 §3.3',
    },
    dpop_signing_alg_values_supported: {
      text: 'Access tokens can be bound to a key of the app (DPoP); what its proofs may be signed with.',
      section: 'RFC 9449 §5.1',
    },
    client_id_metadata_document_supported: {
      text: 'An app may be known by the address of a document about it. It is named while the registration policy allows that.',
      section: 'draft-ietf-oauth-client-id-metadata-document §5',
    },
  },
  'How answers are protected': {
    id_token_signing_alg_values_supported: { text: 'What ID tokens are signed with, as each app chooses.', section: 'OIDC Discovery §3' },
    id_token_encryption_alg_values_supported: {
      text: 'How the key of an encrypted ID token reaches the app.',
      section: 'OIDC Discovery §3',
    },
    id_token_encryption_enc_values_supported: {
      text: 'What the content of an encrypted ID token is encrypted with.',
      section: 'OIDC Discovery §3',
    },
    userinfo_signing_alg_values_supported: {
      text: 'What userinfo answers are signed with, where an app wants them as a JWT.',
      section: 'OIDC Discovery §3',
    },
    userinfo_encryption_alg_values_supported: {
      text: 'How the key of an encrypted userinfo answer reaches the app.',
      section: 'OIDC Discovery §3',
    },
    userinfo_encryption_enc_values_supported: {
      text: 'What the content of an encrypted userinfo answer is encrypted with.',
      section: 'OIDC Discovery §3',
    },
    authorization_signing_alg_values_supported: {
      text: 'What sign-in answers are signed with, where an app wants them as a JWT.',
      section: 'JARM §4',
    },
    authorization_encryption_alg_values_supported: {
      text: 'How the key of an encrypted sign-in answer reaches the app.',
      section: 'JARM §4',
    },
    authorization_encryption_enc_values_supported: {
      text: 'What the content of an encrypted sign-in answer is encrypted with.',
      section: 'JARM §4',
    },
    introspection_signing_alg_values_supported: {
      text: 'What introspection answers are signed with, where an API wants them as a JWT.',
      section: 'RFC 9701 §7',
    },
    introspection_encryption_alg_values_supported: {
      text: 'How the key of an encrypted introspection answer reaches the API.',
      section: 'RFC 9701 §7',
    },
    introspection_encryption_enc_values_supported: {
      text: 'What the content of an encrypted introspection answer is encrypted with.',
      section: 'RFC 9701 §7',
    },
  },
  'How sign-out reaches apps': {
    backchannel_logout_supported: { text: 'This server calls apps when a session has ended.', section: 'OIDC Back-Channel Logout §2.1' },
    backchannel_logout_session_supported: {
      text: 'It can say which session, so that an app ends that one alone.',
      section: 'OIDC Back-Channel Logout §2.1',
    },
  },
};

/** Every member with what explains it. */
export const DISCOVERY_MEMBERS: Readonly<Record<string, DiscoveryMember>> = Object.assign({}, ...Object.values(DISCOVERY_GROUPS)) as Record<
  string,
  DiscoveryMember
>;
