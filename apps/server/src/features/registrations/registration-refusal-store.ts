import type { Page, RegistrationRefusal } from '@consentry/contract';
import { sql } from 'kysely';
import type { Context } from '../../context.ts';
import { decodeCursor, toPage } from '../../platform/cursor.ts';

type RefusalRow = Omit<RegistrationRefusal, 'at'> & { at: Date };

/** One and the same refusal of a client that was noted after `since` is not noted again. */
export async function insertRegistrationRefusal(ctx: Context, row: RefusalRow, since: Date): Promise<void> {
  await sql`
    insert into registration_refusals (registration_refusal_id, at, kind, client_id, reason, detail, ip)
    select ${row.registration_refusal_id}::text, ${row.at}::timestamptz, ${row.kind}::text, ${row.client_id}::text, ${row.reason}::text,
      ${row.detail}::text, ${row.ip}::text
    where not exists (select from registration_refusals
      where at > ${since} and client_id = ${row.client_id}::text and reason = ${row.reason}::text)`.execute(ctx.db);
}

export async function selectRegistrationRefusals(
  ctx: Context,
  query: { limit: number; cursor?: string | undefined },
): Promise<Page<RegistrationRefusal>> {
  const after = query.cursor === undefined ? null : decodeCursor(query.cursor);
  const condition = after === null ? sql`true` : sql`(at, registration_refusal_id) < (${after.at}, ${after.id})`;
  const { rows } = await sql<RefusalRow>`
    select * from registration_refusals where ${condition} order by at desc, registration_refusal_id desc limit ${query.limit + 1}`.execute(
    ctx.db,
  );
  return toPage(rows, query.limit, {
    item: (row) => ({ ...row, at: row.at.toISOString() }),
    cursor: (row) => ({ at: row.at, id: row.registration_refusal_id }),
  });
}

export async function deleteRegistrationRefusals(ctx: Context, before: Date): Promise<void> {
  await sql`delete from registration_refusals where at < ${before}`.execute(ctx.db);
}
