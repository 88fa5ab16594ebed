import { z } from 'zod';
import type { ProblemType } from './problems.ts';
import type { ManagementScope } from './management-scopes.ts';

const noInput = z.undefined();
const JSON_TYPE = 'application/json';
const DEFAULT_MAX_BODY_BYTES = 256 * 1024;

export type Method = 'get' | 'post' | 'put' | 'patch' | 'delete';

/** One verb of the management API. Everything that server, console, CLI and `openapi.json` know of it stands here. */
export interface Route<
  Params extends z.ZodType = z.ZodType,
  Query extends z.ZodType = z.ZodType,
  Body extends z.ZodType = z.ZodType,
  Response extends z.ZodType = z.ZodType,
> {
  /** `noun.verb`: the OpenAPI operation id and the word in logs. */
  readonly id: string;
  readonly method: Method;
  /** Path below `/api/v1`, parameters in braces. */
  readonly path: string;
  /** The scope a caller needs (RFC 6750 §3.1); `null` for any signed-in operator or management client. */
  readonly scope: ManagementScope | null;
  /** One sentence: it becomes the OpenAPI summary. */
  readonly summary: string;
  readonly params: Params;
  readonly query: Query;
  readonly body: Body;
  readonly response: Response;
  readonly status: 200 | 201 | 204;
  /** The largest body that is read, in bytes. */
  readonly max_body_bytes: number;
  /** Media types of the body; JSON unless a route takes bytes. */
  readonly media_types: readonly string[];
  /** Answers carry an `ETag` over these members, and a change heeds `If-Match` (RFC 9110 §13.1.1); null: neither. */
  readonly versioned_by: z.ZodObject | null;
  /** Problems beyond those every route may answer (see `IMPLIED_PROBLEMS`). */
  readonly problems: readonly ProblemType[];
}

/** Declares a verb; the parts left out take no input. */
export function route<
  Params extends z.ZodType = z.ZodUndefined,
  Query extends z.ZodType = z.ZodUndefined,
  Body extends z.ZodType = z.ZodUndefined,
  Response extends z.ZodType = z.ZodUndefined,
>(definition: {
  id: string;
  method: Method;
  path: string;
  scope: ManagementScope | null;
  summary: string;
  params?: Params;
  query?: Query;
  body?: Body;
  response?: Response;
  status?: 200 | 201 | 204;
  max_body_bytes?: number;
  media_types?: readonly string[];
  versioned_by?: z.ZodObject;
  problems?: readonly ProblemType[];
}): Route<Params, Query, Body, Response> {
  return {
    ...definition,
    params: definition.params ?? (noInput as z.ZodType as Params),
    query: definition.query ?? (noInput as z.ZodType as Query),
    body: definition.body ?? (noInput as z.ZodType as Body),
    response: definition.response ?? (noInput as z.ZodType as Response),
    status: definition.status ?? (definition.response ? 200 : 204),
    max_body_bytes: definition.max_body_bytes ?? DEFAULT_MAX_BODY_BYTES,
    media_types: definition.media_types ?? [JSON_TYPE],
    versioned_by: definition.versioned_by ?? null,
    problems: definition.problems ?? [],
  };
}

/** Whether a route takes bytes as they are. */
export function takesBytes(route: Route): boolean {
  return !route.media_types.includes(JSON_TYPE);
}

export type RouteInput<R extends Route> = Present<{
  params: z.input<R['params']>;
  query: z.input<R['query']>;
  body: z.input<R['body']>;
}>;
export type RouteParsedInput<R extends Route> = {
  params: z.output<R['params']>;
  query: z.output<R['query']>;
  body: z.output<R['body']>;
};
export type RouteOutput<R extends Route> = z.output<R['response']>;

type Present<T> = { [K in keyof T as T[K] extends undefined ? never : K]: T[K] };
