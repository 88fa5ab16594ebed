import type { AuditEvent, Page } from '@consentry/contract';
import { sql } from 'kysely';
import type { Context } from '../../context.ts';
import { decodeCursor, toPage } from '../../platform/cursor.ts';

/** What a verb says of its change; who, when and from where come from the context. */
export interface AuditEntry {
  /** `noun.verb` */
  action: string;
  client_id?: string | null;
  user_id?: string | null;
  /** Never a secret. */
  details?: Record<string, unknown>;
}

/** A statement takes 65,535 parameters at most. */
const ROWS_PER_STATEMENT = 1000;

export async function insertAuditEvents(ctx: Context, entries: AuditEntry[]): Promise<void> {
  for (let start = 0; start < entries.length; start += ROWS_PER_STATEMENT) {
    await insertRows(ctx, entries.slice(start, start + ROWS_PER_STATEMENT));
  }
}

async function insertRows(ctx: Context, entries: AuditEntry[]): Promise<void> {
  const rows = entries.map(
    (entry) => sql`(${ctx.random.id()}, ${ctx.clock.now()}, ${entry.action}, ${ctx.actor.type}, ${ctx.actor.id},
      ${entry.client_id ?? null}, ${entry.user_id ?? null}, ${ctx.request.ip}, ${JSON.stringify(entry.details ?? {})}::jsonb)`,
  );
  await sql`
    insert into audit_events (audit_event_id, at, action, actor_type, actor_id, client_id, user_id, ip, details)
    values ${sql.join(rows)}`.execute(ctx.db);
}

interface AuditEventRow extends Omit<AuditEvent, 'at'> {
  at: Date;
}

interface AuditEventsQuery {
  limit: number;
  cursor?: string | undefined;
  client_id?: string | undefined;
  user_id?: string | undefined;
  history: boolean;
}

/** As the index `audit_events_history` has it, word by word. A grant that ended with others is told of once, by the event for all. */
const HISTORY = sql`client_id is not null and (action like 'client.%' or action = 'grant.revoked_all'
  or (action = 'grant.revoked' and actor_type <> 'system' and actor_id is distinct from user_id and not jsonb_exists(details, 'reason')))`;

export async function selectAuditEvents(ctx: Context, query: AuditEventsQuery): Promise<Page<AuditEvent>> {
  const conditions = [sql`true`];
  if (query.client_id !== undefined) conditions.push(sql`client_id = ${query.client_id}`);
  if (query.user_id !== undefined) conditions.push(sql`user_id = ${query.user_id}`);
  if (query.history) conditions.push(HISTORY);
  if (query.cursor !== undefined) {
    const after = decodeCursor(query.cursor);
    conditions.push(sql`(at, audit_event_id) < (${after.at}, ${after.id})`);
  }
  const { rows } = await sql<AuditEventRow>`
    select * from audit_events where ${sql.join(conditions, sql` and `)}
    order by at desc, audit_event_id desc limit ${query.limit + 1}`.execute(ctx.db);
  return toPage(rows, query.limit, {
    item: (row) => ({ ...row, at: row.at.toISOString() }),
    cursor: (row) => ({ at: row.at, id: row.audit_event_id }),
  });
}
