import { takesBytes, type ManagementScope, type Route } from '@consentry/contract';
import { Hono, type Context as HonoContext } from 'hono';
import type { z } from 'zod';
import type { Context } from '../context.ts';
import { jsonPointer } from '../platform/json-pointer.ts';
import { entityTag, Precondition } from '../precondition.ts';
import { Problem } from '../problem.ts';
import { compressAnswers } from './compress-answers.ts';
import type { ImplementedRoute } from './implement.ts';
import { problemResponse } from './problem-response.ts';

export interface ManagementApiOptions {
  routes: readonly ImplementedRoute[];
  /** Makes the OpenAPI description, which anyone may read. */
  document: () => object;
  /** Context of the request with its authenticated actor. Throws `unauthenticated`. */
  authenticate: (c: HonoContext) => Promise<Context>;
  /** Context without an actor, for failures before authentication. */
  anonymous: (c: HonoContext) => Context;
  /** Called after each change, before it is answered: the next request to this process sees it. */
  changed: () => Promise<void>;
}

/** The management API: authenticate, check the scope, parse, call the verb, serialise; the same for every route. */
export function createManagementApi(options: ManagementApiOptions): Hono {
  const api = new Hono();
  api.use(compressAnswers());
  for (const { route, handle } of options.routes) {
    const path = route.path.replace(/\{(\w+)\}/g, ':$1');
    api.on(route.method.toUpperCase(), path, async (c) => {
      const ctx = await options.authenticate(c);
      assertScope(ctx, route.scope);
      const input = await parseInput(c, route);
      const result = await handleVersion(c, { route, handle, ctx, input });
      // What was changed is changed, also when the database cannot be asked any more.
      if (route.method !== 'get') await options.changed().catch(() => {});
      if (route.status === 204) return c.body(null, 204);
      if (route.versioned_by !== null) c.header('etag', entityTag(route, result));
      // Parsing the answer drops what the contract does not name, so that no column can leak.
      return c.json(route.response.parse(result) as object, route.status);
    });
  }
  // Made when somebody reads it for the first time: it takes as long as a good part of a start.
  let document: object | null = null;
  api.get('/openapi.json', (c) => c.json((document ??= options.document())));
  api.all('*', (c) => {
    throw missing(c, options.routes);
  });
  api.onError((error, c) => problemResponse(error, options.anonymous(c)));
  return api;
}

interface Call extends ImplementedRoute {
  ctx: Context;
  input: { params: unknown; query: unknown; body: unknown };
}

/** Calls the verb, with what the request expects to find (RFC 9110 §13.1.1) where the route has versions. */
async function handleVersion(c: HonoContext, { route, handle, ctx, input }: Call): Promise<unknown> {
  const ifMatch = c.req.header('if-match');
  if (ifMatch === undefined || route.versioned_by === null || route.method === 'get') return handle(ctx, input);
  const precondition = new Precondition(route, ifMatch);
  const result = await handle({ ...ctx, precondition }, input);
  if (!precondition.wasChecked) throw new Error(`${route.id} does not heed If-Match`);
  return result;
}

/** Throws `insufficient-scope` unless the actor has the scope. */
export function assertScope(ctx: Context, scope: ManagementScope | null): void {
  if (scope === null || ctx.actor.scopes.has(scope)) return;
  throw new Problem('insufficient-scope', `This needs the scope ${scope}.`, { scope });
}

async function parseInput(c: HonoContext, route: Route): Promise<{ params: unknown; query: unknown; body: unknown }> {
  return {
    params: parsePart(route.params, c.req.param(), '#?'),
    query: parsePart(route.query, c.req.query(), '#?'),
    body: parsePart(route.body, needsBody(route) ? await readBody(c, route) : undefined, '#'),
  };
}

function needsBody(route: Route): boolean {
  return route.body.def.type !== 'undefined';
}

function parsePart(schema: z.ZodType, value: unknown, prefix: '#' | '#?'): unknown {
  if (schema.def.type === 'undefined') return undefined;
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const errors = parsed.error.issues.flatMap((issue) => issueErrors(issue, prefix));
  throw new Problem(
    'invalid-request',
    errors
      .map(({ pointer, detail }) => `${pointer}: ${detail}`)
      .join('; ')
      .slice(0, 1000),
    { errors },
  );
}

function issueErrors(issue: z.core.$ZodIssue, prefix: '#' | '#?'): { pointer: string; detail: string }[] {
  const at = (path: readonly PropertyKey[]): string => (prefix === '#?' ? `#?${String(path[0] ?? '')}` : jsonPointer(path));
  if (issue.code !== 'unrecognized_keys') return [{ pointer: at(issue.path), detail: issue.message }];
  return issue.keys.map((key) => ({ pointer: at([...issue.path, key]), detail: 'is not a member that can be set here' }));
}

async function readBody(c: HonoContext, route: Route): Promise<unknown> {
  const type = c.req.header('content-type')?.split(';')[0]?.trim().toLowerCase();
  if (type === undefined || !route.media_types.includes(type))
    throw new Problem('unsupported-media-type', `The body is ${type ?? 'without a media type'}; send ${route.media_types.join(', ')}.`);
  const bytes = await readBytes(c, route.max_body_bytes);
  return takesBytes(route) ? bytes : parseJson(bytes);
}

function parseJson(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch (cause) {
    throw new Problem('invalid-request', 'The body is not JSON.', { errors: [{ pointer: '#', detail: 'must be JSON (RFC 8259)' }], cause });
  }
}

async function readBytes(c: HonoContext, maxBytes: number): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of c.req.raw.body ?? []) {
    size += chunk.byteLength;
    if (size > maxBytes) throw new Problem('payload-too-large', `The body is larger than ${maxBytes} bytes.`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function missing(c: HonoContext, routes: readonly ImplementedRoute[]): Problem {
  const path = c.req.path;
  const allowed = routes.filter(({ route }) => pathPattern(route.path).test(path)).map(({ route }) => route.method.toUpperCase());
  if (allowed.length === 0) return new Problem('not-found', `There is nothing at ${path}.`);
  return new Problem('method-not-allowed', `${path} takes ${allowed.join(', ')}, not ${c.req.method}.`, { allow: allowed.join(', ') });
}

function pathPattern(path: string): RegExp {
  return new RegExp(`^/api/v1${path.replace(/\{\w+\}/g, '[^/]+')}$`);
}
