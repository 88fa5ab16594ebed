import type { Context } from '../../context.ts';
import { findClient } from '../clients/find-client.ts';
import { explainRefusal } from './explain-refusal.ts';
import { isRedacted } from './redact-parameters.ts';
import type { Explanation, Refusal } from './refusal.ts';
import type { RefusalLimits } from './refusal-limits.ts';
import { insertRefusedRequest } from './refused-request-store.ts';

const MAX_SENTENCE = 2000;

/** Stores a refusal with its explanation, if there is room for it. */
export async function recordRefusal(ctx: Context, refusal: Refusal, limits: RefusalLimits): Promise<void> {
  const client = refusal.client_id === null ? null : await findClient(ctx, refusal.client_id);
  if (!(await limits.haveRoom({ client_id: client?.client_id ?? null, ip: refusal.ip }))) return;
  const { came, expected, mend, fix } = explainRefusal({ refusal, client, issuer: ctx.issuer });
  const { reference, at, endpoint, method, ip, client_id, error, error_description, error_detail, mistake, parameters } = refusal;
  await insertRefusedRequest(ctx, {
    reference,
    at,
    endpoint,
    method,
    ip,
    client_id,
    error,
    error_description,
    error_detail,
    mistake,
    parameters,
    client_known: client !== null,
    came: came.slice(0, MAX_SENTENCE),
    expected: expected.slice(0, MAX_SENTENCE),
    mend: mend.slice(0, MAX_SENTENCE),
    fix: client === null ? null : wholeFix(fix),
  });
}

/** A value that was cut or replaced is not what the client sends. */
function wholeFix(fix: Explanation['fix']): Explanation['fix'] | null {
  return fix === undefined || isRedacted(fix.value) ? null : fix;
}
