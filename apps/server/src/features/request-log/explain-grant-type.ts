import type { Mistake } from '@consentry/contract';
import type { Explain } from './refusal.ts';
import { quoted, quotedList } from './quoted.ts';

/** What kinds of request there are (RFC 6749 §1.3, §3.1.1). */
export const explainGrantType = {
  grant_type_unsupported: ({ refusal }) => ({
    came: `grant_type = ${quoted(refusal.parameters['grant_type'] ?? '')}`,
    expected: 'A grant type of this server: see grant_types_supported in the discovery document.',
    mend: 'Use authorization_code for people, client_credentials for a machine. The password grant does not exist any more (RFC 9700 §2.4).',
  }),
  grant_type_not_allowed: ({ refusal, client }) => ({
    came: `grant_type = ${quoted(refusal.parameters['grant_type'] ?? 'authorization_code')}`,
    expected:
      client === null
        ? 'A grant type of this application.'
        : `For this application (${client.app_type}): ${quotedList(client.grant_types)}.`,
    mend: 'Use a grant type of this application, allow the one you need in its settings, or create an application of the type that has it.',
  }),
  response_type_unsupported: ({ refusal }) => ({
    came: `response_type = ${quoted(refusal.parameters['response_type'] ?? '')}`,
    expected: 'response_type=code; tokens are not sent through the browser’s address (RFC 9700 §2.1.2).',
    mend: 'Use the authorization code flow: response_type=code, with PKCE.',
  }),
  response_mode_unsupported: ({ refusal }) => ({
    came: `response_mode = ${quoted(refusal.parameters['response_mode'] ?? '')}`,
    expected: 'A response mode of this server and application: see response_modes_supported in the discovery document.',
    mend: 'Leave response_mode out: the answer then comes in the query.',
  }),
} satisfies Partial<Record<Mistake, Explain>>;
