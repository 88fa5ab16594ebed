import { derivedCorsOrigins, type Mistake } from '@consentry/contract';
import type { Explain, Explained } from './refusal.ts';
import { quoted, quotedList } from './quoted.ts';

/** How the request was sent, apart from what it asks. */
export const explainHttp = {
  origin_not_allowed: ({ refusal, client }) => ({
    came: `A request of a page of the origin ${quoted(refusal.origin ?? '')}.`,
    expected: `A page of an origin that the application’s pages are served from: ${quotedList(originsOf(client))}.`,
    mend: `Add the origin ${quoted(refusal.origin ?? '')} in the application’s settings if its pages are served from there; an application with a server asks for tokens from the server instead.`,
    ...(refusal.origin === null ? {} : { fix: { kind: 'cors_origin' as const, value: refusal.origin, resource: null } }),
  }),
  http_method_wrong: ({ refusal }) => ({
    came: `${refusal.method} ${quoted(refusal.path)}`,
    expected: `${refusal.error_description}.`,
    mend:
      refusal.endpoint === 'authorization'
        ? 'Send the browser there, as a link or redirect does; a page’s script cannot read the answer.'
        : 'Send it as a POST with a form body; nothing of it belongs in the address.',
  }),
  content_type_wrong: ({ refusal }) => ({
    came: `A body of type ${quoted(refusal.content_type ?? '')}.`,
    expected: 'application/x-www-form-urlencoded (RFC 6749 §4.1.3).',
    mend: 'Send the parameters as a form, not as JSON; in JavaScript: body: new URLSearchParams({ … }).',
  }),
  path_unknown: ({ refusal }) => ({
    came: `${refusal.method} ${quoted(refusal.path)}`,
    expected: 'An endpoint of this server.',
    mend: 'Take the endpoints from the discovery document at /.well-known/openid-configuration.',
  }),
  parameter_missing: ({ refusal }) => ({
    came: `A request without a parameter that it needs: ${refusal.error_description}.`,
    expected: 'All parameters that the endpoint requires; an empty one counts as absent (RFC 6749 §3.1).',
    mend: 'Send the named parameter.',
  }),
  parameter_repeated: ({ refusal }) => ({
    came: `The same parameter several times: ${refusal.error_description}.`,
    expected: 'Each parameter once (RFC 6749 §3.1).',
    mend: 'Send the named parameter once; several scopes go into one value, with spaces between.',
  }),
  parameter_invalid: ({ refusal }) => ({
    came: `A parameter with a value that cannot be used: ${refusal.error_description}.`,
    expected: 'A value as the parameter’s specification has it.',
    mend: 'Correct the named parameter.',
  }),
  other: ({ refusal }) => ({
    came: `${refusal.error}: ${refusal.error_description}${refusal.error_detail === null ? '' : ` (${refusal.error_detail})`}`,
    expected: 'A request that the specification and the application’s settings allow.',
    mend: 'Compare the request with the integration guide.',
  }),
} satisfies Partial<Record<Mistake, Explain>>;

function originsOf(client: Explained['client']): string[] {
  return client === null ? [] : [...derivedCorsOrigins(client), ...client.cors_origins];
}
