import { PROBLEMS } from '@consentry/contract';
import type { Context } from '../context.ts';
import { isDatabaseUnavailable } from '../platform/database.ts';
import { QueueFull } from '../platform/bounded-queue.ts';
import { InvalidCursor } from '../platform/cursor.ts';
import { Problem } from '../problem.ts';
import { MANAGEMENT_METADATA_PATH } from './protected-resource-routes.ts';

/** Any thrown thing as a problem; what is not known is `internal`, and its text stays in the log. */
export function toProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  if (error instanceof InvalidCursor) {
    const detail = 'must be `next_cursor` of the page before';
    return new Problem('invalid-request', 'The cursor is not valid.', { errors: [{ pointer: '#?cursor', detail }], cause: error });
  }
  if (error instanceof QueueFull || isDatabaseUnavailable(error)) {
    return new Problem('unavailable', 'The service is not available right now. Try again in a few seconds.', {
      retry_after_seconds: 5,
      cause: error,
    });
  }
  return new Problem('internal', 'Something went wrong. The log has the reason under this request id.', { cause: error });
}

/** RFC 9457 body and the headers that go with it (RFC 6750 §3 for 401 and 403). */
export function problemResponse(error: unknown, ctx: Pick<Context, 'issuer' | 'logger' | 'request'>): Response {
  const problem = toProblem(error);
  logProblem(problem, ctx);
  const headers = new Headers({ 'content-type': 'application/problem+json' });
  const challenge = challengeOf(problem, ctx.issuer);
  if (challenge !== null) headers.set('www-authenticate', challenge);
  if (problem.retryAfterSeconds !== undefined) headers.set('retry-after', String(problem.retryAfterSeconds));
  if (problem.allow !== undefined) headers.set('allow', problem.allow);
  const body = {
    type: `${ctx.issuer}/docs/problems/${problem.type}`,
    title: PROBLEMS[problem.type].title,
    status: problem.status,
    detail: problem.message,
    instance: `urn:request:${ctx.request.id}`,
    ...problem.extension,
  };
  return new Response(JSON.stringify(body), { status: problem.status, headers });
}

/** RFC 6750 §3, with the way to the authorization server (RFC 9728 §5.1). */
function challengeOf(problem: Problem, issuer: string): string | null {
  const metadata = `resource_metadata="${issuer}${MANAGEMENT_METADATA_PATH}"`;
  if (problem.type === 'unauthenticated') return `Bearer error="invalid_token", ${metadata}`;
  if (problem.type === 'insufficient-scope')
    return `Bearer error="insufficient_scope", scope="${problem.extension.scope ?? ''}", ${metadata}`;
  return null;
}

function logProblem(problem: Problem, ctx: Pick<Context, 'logger' | 'request'>): void {
  if (problem.status < 500) return;
  ctx.logger.error({ request_id: ctx.request.id, problem: problem.type, err: problem.cause }, problem.message);
}
