import type { Mistake } from '@consentry/contract';
import type { Explain } from './refusal.ts';
import { quoted } from './quoted.ts';

/** Token exchange (RFC 8693). */
export const explainExchange = {
  exchange_token_unacceptable: ({ refusal }) => ({
    came: `A token that this application may not exchange. The server’s reason: ${refusal.error_detail ?? refusal.error_description}.`,
    expected:
      'A valid access token of a user that was issued to this application, or for an API that it is; as actor_token, one of this application.',
    mend: 'Send the access token as it came in the Authorization header. If it is for an API that this application is, say so under Settings.',
  }),
  exchange_refused: ({ refusal }) => ({
    came: `resource = ${quoted(refusal.parameters['resource'] ?? refusal.parameters['audience'] ?? '')}, scope = ${quoted(refusal.parameters['scope'] ?? '')}`,
    expected: `No more than the user granted and both applications may have (RFC 8693 §5). The server’s reason: ${refusal.error_description}.`,
    mend: 'Ask the user for the scopes of the other API as well, allow them to this application under Permissions, and see what the API’s own page allows.',
  }),
} satisfies Partial<Record<Mistake, Explain>>;
