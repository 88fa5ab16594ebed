import type { Mistake } from '@consentry/contract';
import type { Explain, Refusal } from './refusal.ts';

/** What they say may be about a person, so that the log keeps the reason alone, and of an unknown type its name. */
const came = ({ error_description }: Refusal): string =>
  `authorization_details that cannot be taken. The server’s reason: ${error_description}.`;

/** Rich authorization requests (RFC 9396). */
export const explainDetails = {
  authorization_details_invalid: ({ refusal }) => ({
    came: came(refusal),
    expected: 'A JSON array of objects, each with the type and the members that its API’s schema asks for (RFC 9396 §2).',
    mend: 'Compare with the schema of the type on the API’s page; send the array as one form-encoded parameter, and name the API as resource, or no resource at all.',
  }),
  authorization_details_type_unknown: ({ refusal }) => ({
    came: came(refusal),
    expected: 'A type that one of the APIs here declares, character by character (RFC 9396 §2.1).',
    mend: 'Take the type from the API’s page. If it is new, declare it there first.',
  }),
  authorization_details_type_not_allowed: ({ refusal }) => ({
    came: came(refusal),
    expected: 'A type that stands among what this application may ask for.',
    mend: 'Allow the type under Permissions, or leave it out of the request.',
  }),
  authorization_details_not_granted: ({ refusal }) => ({
    came: came(refusal),
    expected: 'In the token request, a part of what the person has allowed, and nothing beyond (RFC 9396 §6).',
    mend: 'Leave authorization_details out of the token request to get all that was allowed, or ask the person anew for more.',
  }),
} satisfies Partial<Record<Mistake, Explain>>;
