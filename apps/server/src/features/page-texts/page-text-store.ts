import { sql } from 'kysely';
import type { Context } from '../../context.ts';

export interface PageTextRow {
  language: string;
  message_key: string;
  message: string;
}

export async function selectPageTexts(ctx: Context): Promise<PageTextRow[]> {
  const { rows } = await sql<PageTextRow>`select language, message_key, message from page_texts order by language, message_key`.execute(
    ctx.db,
  );
  return rows;
}

export async function upsertPageText(ctx: Context, row: PageTextRow): Promise<void> {
  await sql`
    insert into page_texts (language, message_key, message, updated_at)
    values (${row.language}, ${row.message_key}, ${row.message}, ${ctx.clock.now()})
    on conflict (language, message_key) do update set message = excluded.message, updated_at = excluded.updated_at`.execute(ctx.db);
}

/** Whether there was one. */
export async function deletePageText(ctx: Context, { language, message_key }: Omit<PageTextRow, 'message'>): Promise<boolean> {
  const { rows } = await sql`
    delete from page_texts where language = ${language} and message_key = ${message_key} returning message_key`.execute(ctx.db);
  return rows.length > 0;
}
