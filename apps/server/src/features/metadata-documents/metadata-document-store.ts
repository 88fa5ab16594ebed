import { sql } from 'kysely';
import type { Context } from '../../context.ts';

export interface MetadataDocumentRow {
  client_id: string;
  fetched_at: Date | null;
  expires_at: Date | null;
  failure_reason: string | null;
  failure_detail: string | null;
  /** Not fetched again before. */
  retry_at: Date | null;
}

export async function selectMetadataDocument(ctx: Context, clientId: string): Promise<MetadataDocumentRow | null> {
  const { rows } = await sql<MetadataDocumentRow>`
    select client_id, fetched_at, expires_at, failure_reason, failure_detail, retry_at from metadata_documents
    where client_id = ${clientId}`.execute(ctx.db);
  return rows[0] ?? null;
}

/** Takes the turn to fetch, in one statement: of any number of requests at once, on any instance, one gets it until `until`. */
export async function claimMetadataDocument(ctx: Context, claim: { client_id: string; until: Date }): Promise<boolean> {
  const now = ctx.clock.now();
  const { rows } = await sql`
    insert into metadata_documents as d (client_id, retry_at) values (${claim.client_id}, ${claim.until})
    on conflict (client_id) do update set retry_at = excluded.retry_at
    where (d.retry_at is null or d.retry_at <= ${now}) and (d.expires_at is null or d.expires_at <= ${now})
    returning client_id`.execute(ctx.db);
  return rows.length === 1;
}

export async function updateMetadataDocumentFetched(ctx: Context, fetched: { client_id: string; expires_at: Date }): Promise<void> {
  await sql`
    update metadata_documents set fetched_at = ${ctx.clock.now()}, expires_at = ${fetched.expires_at},
      failure_reason = null, failure_detail = null, retry_at = null
    where client_id = ${fetched.client_id}`.execute(ctx.db);
}

export async function updateMetadataDocumentFailed(
  ctx: Context,
  failure: { client_id: string; reason: string; detail: string; retry_at: Date },
): Promise<void> {
  await sql`
    update metadata_documents set failure_reason = ${failure.reason}, failure_detail = ${failure.detail}, retry_at = ${failure.retry_at}
    where client_id = ${failure.client_id}`.execute(ctx.db);
}

/** Notes of documents that nobody asked for since, and that are no client. */
export async function deleteMetadataDocuments(ctx: Context, before: Date): Promise<void> {
  await sql`
    delete from metadata_documents d
    where coalesce(d.retry_at, d.expires_at) < ${before} and not exists (select from clients c where c.client_id = d.client_id)`.execute(
    ctx.db,
  );
}
