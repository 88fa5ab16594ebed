import type { Page, PartnerLink, PartnerLinkPart } from '@consentry/contract';
import { sql } from 'kysely';
import type { Context } from '../../context.ts';
import { decodeCursor, toPage } from '../../platform/cursor.ts';

export interface PartnerLinkRow {
  partner_link_id: string;
  client_id: string;
  name: string;
  parts: PartnerLinkPart[];
  created_at: Date;
  expires_at: Date | null;
  last_opened_at: Date | null;
}

export async function insertPartnerLink(ctx: Context, link: PartnerLinkRow & { token_hash: Buffer }): Promise<void> {
  await sql`
    insert into partner_links (partner_link_id, client_id, name, token_hash, parts, created_at, expires_at)
    values (${link.partner_link_id}, ${link.client_id}, ${link.name}, ${link.token_hash}, ${link.parts}, ${link.created_at},
      ${link.expires_at})`.execute(ctx.db);
}

const COLUMNS = sql`partner_link_id, client_id, name, parts, created_at, expires_at, last_opened_at`;

/** The link with this token, unless it has expired. */
export async function selectLivePartnerLink(ctx: Context, tokenHash: Buffer): Promise<PartnerLinkRow | null> {
  const { rows } = await sql<PartnerLinkRow>`
    select ${COLUMNS} from partner_links
    where token_hash = ${tokenHash} and (expires_at is null or expires_at > ${ctx.clock.now()})`.execute(ctx.db);
  return rows[0] ?? null;
}

export async function updatePartnerLinkOpened(ctx: Context, partnerLinkId: string): Promise<void> {
  await sql`update partner_links set last_opened_at = ${ctx.clock.now()} where partner_link_id = ${partnerLinkId}`.execute(ctx.db);
}

export async function deletePartnerLink(
  ctx: Context,
  link: { client_id: string; partner_link_id: string },
): Promise<PartnerLinkRow | null> {
  const { rows } = await sql<PartnerLinkRow>`
    delete from partner_links where client_id = ${link.client_id} and partner_link_id = ${link.partner_link_id}
    returning ${COLUMNS}`.execute(ctx.db);
  return rows[0] ?? null;
}

export async function selectPartnerLinks(
  ctx: Context,
  query: { client_id: string; limit: number; cursor?: string | undefined },
): Promise<Page<PartnerLink>> {
  const conditions = [sql`client_id = ${query.client_id}`];
  if (query.cursor !== undefined) {
    const after = decodeCursor(query.cursor);
    conditions.push(sql`(created_at, partner_link_id) < (${after.at}, ${after.id})`);
  }
  const { rows } = await sql<PartnerLinkRow>`
    select ${COLUMNS} from partner_links where ${sql.join(conditions, sql` and `)}
    order by created_at desc, partner_link_id desc limit ${query.limit + 1}`.execute(ctx.db);
  return toPage(rows, query.limit, { item: presentPartnerLink, cursor: (row) => ({ at: row.created_at, id: row.partner_link_id }) });
}

export function presentPartnerLink(row: PartnerLinkRow): PartnerLink {
  return {
    ...row,
    created_at: row.created_at.toISOString(),
    expires_at: row.expires_at?.toISOString() ?? null,
    last_opened_at: row.last_opened_at?.toISOString() ?? null,
  };
}
