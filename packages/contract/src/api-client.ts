import { ProblemBody } from './problems.ts';
import { takesBytes, type Route, type RouteInput, type RouteOutput } from './route.ts';

/** What the management API answered instead of a result (RFC 9457). */
export class ProblemError extends Error {
  override name = 'ProblemError';
  readonly problem: ProblemBody;

  constructor(problem: ProblemBody) {
    super(problem.detail);
    this.problem = problem;
  }

  /** The last segment of the `type` URI, for instance `client-not-found`. */
  get slug(): string {
    return this.problem.type.slice(this.problem.type.lastIndexOf('/') + 1);
  }
}

export interface ApiClientOptions {
  /** Where the management API is, for instance `https://id.example.com/api/v1`. */
  base_url: string;
  /** Headers of every request, for instance `Authorization`. */
  headers?: () => Record<string, string> | Promise<Record<string, string>>;
  fetch?: typeof fetch;
}

interface AnyInput {
  params?: Record<string, unknown>;
  query?: Record<string, unknown>;
  body?: unknown;
}

/** An answer with its `ETag`, if it has one. */
export interface Versioned<Data> {
  data: Data;
  etag: string | null;
}

/** A function that calls any route of the contract, typed from the route alone. Throws `ProblemError`. */
export function createApiClient(options: ApiClientOptions) {
  const send = options.fetch ?? ((input, init) => fetch(input, init));
  async function exchange<R extends Route>(to: R, input: RouteInput<R>, ifMatch?: string | null): Promise<Versioned<RouteOutput<R>>> {
    const { params, query, body } = input as AnyInput;
    const headers: Record<string, string> = { accept: 'application/json', ...(await options.headers?.()) };
    if (body !== undefined) headers['content-type'] = takesBytes(to) ? 'application/octet-stream' : 'application/json';
    if (ifMatch !== undefined && ifMatch !== null) headers['if-match'] = ifMatch;
    const response = await send(options.base_url + pathOf(to.path, params) + searchOf(query), {
      method: to.method.toUpperCase(),
      headers,
      ...(body === undefined ? {} : { body: takesBytes(to) ? (body as Uint8Array<ArrayBuffer>) : JSON.stringify(body) }),
    });
    const etag = response.headers.get('etag');
    if (response.status === 204) return { data: undefined as RouteOutput<R>, etag };
    const answer: unknown = await response.json().catch(() => null);
    if (!response.ok) throw new ProblemError(problemFrom(answer, response));
    return { data: to.response.parse(answer) as RouteOutput<R>, etag };
  }

  async function call<R extends Route>(to: R, input: RouteInput<R>): Promise<RouteOutput<R>> {
    return (await exchange(to, input)).data;
  }
  /** With the version that was read or is demanded (RFC 9110 §13.1.1). */
  const versioned = <R extends Route>(
    to: R,
    input: RouteInput<R>,
    demand: { if_match?: string | null } = {},
  ): Promise<Versioned<RouteOutput<R>>> => exchange(to, input, demand.if_match);
  return Object.assign(call, { versioned });
}

export type ApiClient = ReturnType<typeof createApiClient>;

function pathOf(path: string, params: AnyInput['params']): string {
  return path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(textOf(params?.[name])));
}

function searchOf(query: AnyInput['query']): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query ?? {})) {
    if (value !== undefined) search.set(name, textOf(value));
  }
  return search.size === 0 ? '' : `?${search.toString()}`;
}

/** Parameters are strings, numbers and booleans. */
function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** A proxy in front may answer with anything; it still becomes a problem that can be shown. */
function problemFrom(answer: unknown, response: Response): ProblemBody {
  const parsed = ProblemBody.safeParse(answer);
  if (parsed.success) return parsed.data;
  return {
    type: 'about:blank',
    title: response.statusText,
    status: response.status,
    detail: `The server answered ${response.status} ${response.statusText}.`,
  };
}
