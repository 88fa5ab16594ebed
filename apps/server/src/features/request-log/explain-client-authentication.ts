import type { Mistake } from '@consentry/contract';
import type { Explain, Explained } from './refusal.ts';
import { quoted } from './quoted.ts';

/** How a client proves itself (RFC 6749 §2.3). What stands here is for the operator; the client hears no more than `invalid_client` (§5.2). */
export const explainClientAuthentication = {
  client_unknown: ({ refusal }) => ({
    came: `client_id = ${quoted(refusal.client_id ?? '')}`,
    expected: 'The client id of an application of this server.',
    mend: 'Copy the client id from the application’s page, and check that the issuer is the right server. Client ids and secrets are easily mixed up.',
  }),
  client_missing: ({ refusal }) => ({
    came: `A request to the ${refusal.endpoint} endpoint that names no client.`,
    expected: 'client_id as a parameter, or client id and secret in the Authorization header (RFC 6749 §2.3.1).',
    mend: 'Send client_id with the request.',
  }),
  client_disabled: ({ refusal }) => ({
    came: `A request of ${quoted(refusal.client_id ?? '')}, which is disabled.`,
    expected: 'An application that is active.',
    mend: 'Enable the application again, if the reason for disabling it is gone.',
  }),
  client_auth_missing: (explained) => ({
    came: 'The client id alone, without any proof of it.',
    expected: expectedMethod(explained),
    mend: isMachine(explained)
      ? 'Send the client secret: in the Authorization header (Basic) or as client_secret in the form.'
      : 'Send the client secret from the server side of the application. If it has no server side, it is a single-page or native application: create one of that type.',
  }),
  client_auth_method_wrong: (explained) => ({
    came: cameMethod(explained),
    expected: expectedMethod(explained),
    mend:
      explained.client?.token_endpoint_auth_method === 'none'
        ? 'Send client_id as a form parameter and no secret. PKCE takes the secret’s place.'
        : 'Set the library’s client authentication method to the one that is registered here.',
  }),
  client_auth_malformed: (explained) => ({
    came: `${cameMethod(explained)} The server’s reason: ${explained.refusal.error_description}.`,
    expected:
      'One way of client authentication, well formed: Basic with id and secret each form-encoded, joined by “:” and in Base64 (RFC 6749 §2.3.1).',
    mend: 'Let the library build the Authorization header, and send the same client id everywhere, once.',
  }),
  client_secret_wrong: (explained) => ({
    came: `${cameMethod(explained)} The secret is none of this application’s.`,
    expected: 'One of the application’s secrets that have not expired.',
    mend: 'Compare the secret with the one that was given out: cut off spaces and line ends. If it is lost, add a new secret and use that.',
  }),
  client_secret_expired: (explained) => ({
    came: `${cameMethod(explained)} The secret was right once, and has expired.`,
    expected: 'One of the application’s secrets that have not expired.',
    mend: 'Add a new secret under Credentials, and put it into the application’s configuration.',
  }),
} satisfies Partial<Record<Mistake, Explain>>;

function isMachine({ client }: Explained): boolean {
  return client?.app_type === 'machine_to_machine';
}

function cameMethod({ refusal }: Explained): string {
  const ways = [
    ...(refusal.authorization_scheme === null ? [] : [`an Authorization header (${refusal.authorization_scheme})`]),
    ...('client_secret' in refusal.parameters ? ['client_secret in the form'] : []),
    ...('client_assertion' in refusal.parameters ? ['a client_assertion'] : []),
  ];
  return ways.length === 0 ? 'No client authentication.' : `Client authentication by ${ways.join(' and ')}.`;
}

function expectedMethod({ client }: Explained): string {
  const method: string | undefined = client?.token_endpoint_auth_method;
  if (method === 'none') return 'No client authentication: the application is public (token_endpoint_auth_method “none”).';
  if (method === undefined || method.startsWith('client_secret')) {
    return 'The client secret, in the Authorization header (client_secret_basic) or in the form (client_secret_post).';
  }
  return `Client authentication by ${quoted(method)}.`;
}
