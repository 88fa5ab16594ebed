import type { Mistake } from '@consentry/contract';
import type { Explain } from './refusal.ts';
import { quoted } from './quoted.ts';

/** Resource indicators (RFC 8707). */
export const explainResource = {
  resource_unknown: ({ refusal }) => ({
    came: `resource = ${quoted(refusal.parameters['resource'] ?? '')}`,
    expected: 'The identifier of an API of this server, character by character (RFC 8707 §2).',
    mend: 'Copy the identifier from the API’s page: an added slash makes another resource. If the API is new, create it first.',
  }),
  resource_not_granted: ({ refusal }) => ({
    came: `resource = ${quoted(refusal.parameters['resource'] ?? '')}`,
    expected: 'One of the resources that the authorization request named, one at a time (RFC 8707 §2.2).',
    mend: 'Send the same resource in the authorization request and in the token request.',
  }),
} satisfies Partial<Record<Mistake, Explain>>;
