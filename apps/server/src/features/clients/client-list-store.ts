import type { ClientsPage, ClientsQuery, ClientSort } from '@consentry/contract';
import { sql, type RawBuilder } from 'kysely';
import type { Context } from '../../context.ts';
import { decodeSortCursor, toSortedPage, type SortCursor } from '../../platform/sort-cursor.ts';
import { selectSecretsOfClients } from './client-secret-store.ts';
import { presentClient, type ClientRow } from './client-store.ts';

interface ListedRow extends ClientRow {
  user_count: number;
  last_sign_in_at: Date | null;
  sort_key: string | number | Date;
}

type Filter = Omit<ClientsQuery, 'limit' | 'cursor' | 'sort' | 'order'>;

/** What each sort compares, as the indexes have it. A client that nobody has signed in to comes before all others. */
const SORT_KEYS: Record<ClientSort, { key: RawBuilder<unknown>; id: RawBuilder<unknown>; type: SortCursor['type'] }> = {
  name: { key: sql`lower(c.name)`, id: sql`c.client_id`, type: 'text' },
  created_at: { key: sql`c.created_at`, id: sql`c.client_id`, type: 'timestamptz' },
  user_count: { key: sql`s.user_count`, id: sql`s.client_id`, type: 'integer' },
  last_sign_in_at: { key: sql`coalesce(s.last_sign_in_at, to_timestamp(0))`, id: sql`s.client_id`, type: 'timestamptz' },
};

export async function selectClients(ctx: Context, query: ClientsQuery): Promise<ClientsPage> {
  const { key, id, type } = SORT_KEYS[query.sort];
  const filters = conditionsOf(query);
  const after = query.cursor === undefined ? [] : [isAfter(decodeSortCursor(query.cursor, sortOf(query), type), query)];
  const direction = query.order === 'asc' ? sql`asc` : sql`desc`;
  const { rows } = await sql<ListedRow>`
    select c.*, s.user_count, s.last_sign_in_at, ${key} as sort_key
    from clients c join client_stats s on s.client_id = c.client_id
    where ${sql.join([...filters, ...after], sql` and `)}
    order by ${key} ${direction}, ${id} ${direction} limit ${query.limit + 1}`.execute(ctx.db);
  const total = query.cursor === undefined ? await countClients(ctx, filters) : null;
  const secrets = await selectSecretsOfClients(
    ctx,
    rows.map((row) => row.client_id),
  );
  const page = toSortedPage(rows, query.limit, {
    item: (row) => ({
      ...presentClient(ctx, row, secrets.get(row.client_id) ?? []),
      user_count: row.user_count,
      last_sign_in_at: row.last_sign_in_at?.toISOString() ?? null,
    }),
    cursor: (row) => ({ sort: sortOf(query), type, key: row.sort_key, id: row.client_id }),
  });
  return { ...page, total };
}

async function countClients(ctx: Context, filters: RawBuilder<unknown>[]): Promise<number> {
  const { rows } = await sql<{ total: number }>`
    select count(*)::integer as total from clients c where ${sql.join(filters, sql` and `)}`.execute(ctx.db);
  return rows[0]?.total ?? 0;
}

function sortOf({ sort, order }: Pick<ClientsQuery, 'sort' | 'order'>): string {
  return `${sort} ${order}`;
}

function isAfter(cursor: SortCursor, { sort, order }: ClientsQuery): RawBuilder<unknown> {
  const { key, id } = SORT_KEYS[sort];
  const value = sql`cast(${cursor.key} as ${sql.raw(cursor.type)})`;
  return order === 'asc' ? sql`(${key}, ${id}) > (${value}, ${cursor.id})` : sql`(${key}, ${id}) < (${value}, ${cursor.id})`;
}

function conditionsOf(filter: Filter): RawBuilder<unknown>[] {
  const { party, app_type, state, origin, publisher_verified, q = '' } = filter;
  const conditions: RawBuilder<unknown>[] = [sql`true`];
  if (party !== undefined) conditions.push(sql`c.party = ${party}`);
  if (app_type !== undefined) conditions.push(sql`c.app_type = ${app_type}`);
  if (state !== undefined) conditions.push(state === 'active' ? sql`c.disabled_at is null` : sql`c.disabled_at is not null`);
  if (origin !== undefined) conditions.push(sql`c.origin = ${origin}`);
  if (publisher_verified !== undefined) conditions.push(sql`c.publisher_verified = ${publisher_verified}`);
  if (q.trim() !== '') conditions.push(matches(q.trim()));
  return conditions;
}

function matches(text: string): RawBuilder<unknown> {
  const pattern = `%${text.toLowerCase().replace(/[\\%_]/g, '\\$&')}%`;
  // Put together with a character that none of them can hold, so that one comparison does.
  return sql`lower(c.name || chr(31) || c.client_id || chr(31) || c.publisher_name) like ${pattern}`;
}
