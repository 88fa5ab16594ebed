import type { RegistrationRefusal } from '@consentry/contract';
import type { Context } from '../../context.ts';
import { insertRegistrationRefusal } from './registration-refusal-store.ts';

type Refusal = Pick<RegistrationRefusal, 'kind' | 'client_id' | 'reason' | 'detail'>;

/** Within this time the same refusal of the same client is no news. */
const REPEATED_MS = 5 * 60 * 1000;

/** Notes for the operator why a registration or a metadata document was refused; what came is cut and made storable. */
export async function recordRegistrationRefusal(ctx: Context, refusal: Refusal): Promise<void> {
  const { kind, client_id, reason, detail } = refusal;
  ctx.logger.info({ kind, client_id, reason, detail }, 'a registration was refused');
  const at = ctx.clock.now();
  const row = {
    registration_refusal_id: ctx.random.id(),
    at,
    kind,
    client_id: client_id === null ? null : storable(client_id, 512),
    reason,
    detail: storable(detail, 1000),
    ip: ctx.request.ip,
  };
  await insertRegistrationRefusal(ctx, row, new Date(at.getTime() - REPEATED_MS));
}

function storable(text: string, max: number): string {
  return text.slice(0, max).replaceAll('\0', '').toWellFormed();
}
