import type { LogoTheme } from '@consentry/contract';
import { sql } from 'kysely';
import type { Context } from '../../context.ts';

export interface ClientLogoRow {
  client_id: string;
  theme: LogoTheme;
  logo_hash: string;
  media_type: string;
  content: Uint8Array;
  updated_at: Date;
}

export async function upsertClientLogo(ctx: Context, logo: ClientLogoRow): Promise<void> {
  await sql`
    insert into client_logos (client_id, theme, logo_hash, media_type, content, updated_at)
    values (${logo.client_id}, ${logo.theme}, ${logo.logo_hash}, ${logo.media_type}, ${logo.content}, ${logo.updated_at})
    on conflict (client_id, theme) do update set logo_hash = excluded.logo_hash, media_type = excluded.media_type,
      content = excluded.content, updated_at = excluded.updated_at`.execute(ctx.db);
}

export async function deleteClientLogoRow(ctx: Context, { client_id, theme }: { client_id: string; theme: LogoTheme }): Promise<void> {
  await sql`delete from client_logos where client_id = ${client_id} and theme = ${theme}`.execute(ctx.db);
}

/** The same content has one address, whosever logo it is. */
export async function selectLogo(ctx: Context, hash: string): Promise<Pick<ClientLogoRow, 'media_type' | 'content'> | null> {
  const { rows } = await sql<Pick<ClientLogoRow, 'media_type' | 'content'>>`
    select media_type, content from client_logos where logo_hash = ${hash} limit 1`.execute(ctx.db);
  return rows[0] ?? null;
}
