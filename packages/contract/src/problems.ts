import { z } from 'zod';

interface ProblemDefinition {
  readonly status: number;
  readonly title: string;
  /** What happened, in a sentence or two, for the page that the `type` URI resolves to. */
  readonly about: string;
  /** What the caller can do about it. */
  readonly mend: string;
}

/** The whole vocabulary of failures of the management API (RFC 9457). */
export const PROBLEMS = {
  'invalid-request': {
    status: 400,
    title: 'The request is not valid',
    about: 'A parameter or a member of the body is missing, of the wrong type, or not acceptable. `errors` lists each with a JSON pointer.',
    mend: 'Correct every entry of `errors` and send the request again; nothing was changed.',
  },
  unauthenticated: {
    status: 401,
    title: 'Authentication is needed',
    about: 'No access token or console session came with the request, or it is expired, revoked or meant for another API.',
    mend: 'Get an access token whose `resource` is the management API, or sign in to the console again.',
  },
  'insufficient-scope': {
    status: 403,
    title: 'The access token lacks a scope',
    about: 'The caller is known but may not do this. `scope` names what is missing (RFC 6750 §3.1).',
    mend: 'Ask for the scope in the token request, and have it allowed to the client.',
  },
  'cross-site-request': {
    status: 403,
    title: 'The request came from another site',
    about: 'A request with the console’s cookie was sent by a page of another origin.',
    mend: 'Use the console itself, or an access token.',
  },
  'not-found': {
    status: 404,
    title: 'Nothing is here',
    about: 'The management API has no such path.',
    mend: 'Compare the path with `openapi.json`.',
  },
  'method-not-allowed': {
    status: 405,
    title: 'The path does not take this method',
    about: 'The path exists, but not with this HTTP method; `Allow` lists those it takes.',
    mend: 'Compare the method with `openapi.json`.',
  },
  'client-not-found': {
    status: 404,
    title: 'No such client',
    about: 'There is no client with this `client_id`.',
    mend: 'List the clients and take a `client_id` from there.',
  },
  'client-secret-not-found': {
    status: 404,
    title: 'No such client secret',
    about: 'The client has no secret with this id.',
    mend: 'Read the client: its secrets are listed with their ids.',
  },
  'connection-test-not-found': {
    status: 404,
    title: 'No such connection test',
    about: 'There is no connection test with this id that this operator started, or it was forgotten: a test is kept for ten minutes.',
    mend: 'Start the test again.',
  },
  'guide-not-found': {
    status: 404,
    title: 'No such guide',
    about: 'There is no integration guide with this slug, or none that a client can be created from.',
    mend: 'List the guides and take a `slug` from there; clients are created from guides of the kind `service`.',
  },
  'partner-link-not-found': {
    status: 404,
    title: 'No such partner link',
    about: 'The client has no partner link with this id; it may have been revoked.',
    mend: 'List the partner links of the client.',
  },
  'user-not-found': {
    status: 404,
    title: 'No such user',
    about: 'There is no user with this `user_id`.',
    mend: 'List the users and take a `user_id` from there.',
  },
  'resource-server-not-found': {
    status: 404,
    title: 'No such resource server',
    about: 'There is no resource server with this `resource`.',
    mend: 'List the resource servers; the URI must be percent-encoded in the path.',
  },
  'grant-not-found': {
    status: 404,
    title: 'No such grant',
    about: 'There is no grant with this `grant_id`.',
    mend: 'List the grants of the user or the client.',
  },
  'refused-request-not-found': {
    status: 404,
    title: 'No such refused request',
    about: 'No refused request has this reference. They are kept for 7 days, and not all of a flood are stored.',
    mend: 'Compare the reference with the one on the error page or in the answer, and look it up within 7 days.',
  },
  'initial-access-token-not-found': {
    status: 404,
    title: 'No such initial access token',
    about: 'There is no initial access token with this id.',
    mend: 'List the initial access tokens.',
  },
  'page-text-not-found': {
    status: 404,
    title: 'No such text',
    about: 'The hosted pages have no text with this key in this language.',
    mend: 'List the texts of the language and take a `key` from there.',
  },
  'signing-key-not-found': {
    status: 404,
    title: 'No such signing key',
    about: 'The published key set has no key with this `kid`; it may have retired meanwhile.',
    mend: 'List the signing keys.',
  },
  'client-id-taken': {
    status: 409,
    title: 'The client id is in use',
    about: 'Another client has this `client_id`.',
    mend: 'Choose another, or leave it out and one is generated.',
  },
  'username-taken': {
    status: 409,
    title: 'The username is in use',
    about: 'Another user has this username; letter case does not tell usernames apart.',
    mend: 'Choose another username.',
  },
  'email-taken': {
    status: 409,
    title: 'The e-mail address is in use',
    about: 'Another user has this e-mail address.',
    mend: 'Choose another address, or take it off the other user first.',
  },
  'resource-taken': {
    status: 409,
    title: 'The resource is in use',
    about: 'Another resource server has this URI.',
    mend: 'Update that resource server, or choose another URI.',
  },
  'client-has-no-secret': {
    status: 409,
    title: 'The client takes no secret',
    about: 'Public clients (single-page and native apps) authenticate with PKCE alone (RFC 6749 §2.1).',
    mend: 'Use a traditional web or machine-to-machine application where a secret is needed.',
  },
  'signing-key-in-use': {
    status: 409,
    title: 'The signing key is in use',
    about: 'The key signs now and none is there to take over, or, of an Ed25519 key, an application or an API is set up for it.',
    mend: 'Rotate first, with `announce_seconds` 0 if it is urgent, and remove the key when its state is `retiring`. For Ed25519, choose another algorithm where it is used.',
  },
  'last-operator': {
    status: 409,
    title: 'The last operator must stay',
    about: 'Without this user nobody could open the console.',
    mend: 'Make another user an operator first.',
  },
  'logo-refused': {
    status: 422,
    title: 'The file cannot be a logo',
    about:
      'A logo is a still PNG, JPEG or WebP of 7 KB and 512 pixels each way at most, and nothing else stands in the file. What counts is the content, not the declared type. SVG is refused: it can carry scripts.',
    mend: 'Send such an image; 128 × 128 pixels are enough. The console makes one of any image that the browser can draw.',
  },
  'precondition-failed': {
    status: 412,
    title: 'It has changed meanwhile',
    about:
      '`If-Match` names another version than the one that is stored (RFC 9110 §13.1.1): somebody has changed it since it was read. Nothing was overwritten.',
    mend: 'Read it again, look at what has changed, and send your change with the new `ETag`.',
  },
  'payload-too-large': {
    status: 413,
    title: 'The body is too large',
    about: 'The management API takes bodies of 256 KB at most, logos of 64 KB, and declared state of 4 MB.',
    mend: 'Send less at once.',
  },
  'unsupported-media-type': {
    status: 415,
    title: 'The body has a media type that is not taken here',
    about: 'Bodies must be `application/json`; those that are files, of a type that `openapi.json` names.',
    mend: 'Send the right `Content-Type`, for most routes `application/json`.',
  },
  'rate-limited': {
    status: 429,
    title: 'Too many requests',
    about: 'A limit of attempts was reached.',
    mend: 'Wait as long as `Retry-After` says.',
  },
  internal: {
    status: 500,
    title: 'Something went wrong',
    about: 'An error that is ours. The log has it under the request id in `instance`.',
    mend: 'Try again; tell the operator the request id if it stays.',
  },
  unavailable: {
    status: 503,
    title: 'The service is not available right now',
    about: 'The database could not be reached or the server is at its limit.',
    mend: 'Try again after `Retry-After` seconds.',
  },
} as const satisfies Record<string, ProblemDefinition>;

export type ProblemType = keyof typeof PROBLEMS;

/** Problems that any route may answer and that no route declares. */
export const IMPLIED_PROBLEMS: readonly ProblemType[] = [
  'invalid-request',
  'unauthenticated',
  'insufficient-scope',
  'cross-site-request',
  'payload-too-large',
  'unsupported-media-type',
  'rate-limited',
  'internal',
  'unavailable',
];

export const FieldError = z
  .object({
    pointer: z.string().describe('JSON pointer (RFC 6901) into the body, as a URI fragment; `#?name` for a query parameter'),
    detail: z.string().describe('what is wrong, what was expected'),
  })
  .meta({ id: 'FieldError' });

/** A failure of the management API, `application/problem+json` (RFC 9457 §3). */
export const ProblemBody = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.number().int(),
    detail: z.string(),
    instance: z.string().optional(),
    errors: z.array(FieldError).optional(),
    scope: z.string().optional(),
  })
  .meta({ id: 'Problem' });

export type FieldError = z.infer<typeof FieldError>;
export type ProblemBody = z.infer<typeof ProblemBody>;
