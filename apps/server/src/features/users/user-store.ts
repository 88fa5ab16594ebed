import type { Page, StandardClaims, User } from '@consentry/contract';
import { sql } from 'kysely';
import type { Context } from '../../context.ts';
import { decodeCursor, toPage } from '../../platform/cursor.ts';
import { hashToken } from '../../platform/keyring.ts';
import { identifierKey } from './identifier-key.ts';

export interface UserRow {
  user_id: string;
  username: string;
  email: string | null;
  email_verified: boolean;
  claims: StandardClaims;
  groups: string[];
  operator: boolean;
  password_hash: string | null;
  /** Digest of the weaker hash that `password_hash` has replaced at a sign-in. */
  rehashed_from: Uint8Array | null;
  disabled_at: Date | null;
  created_at: Date;
  updated_at: Date;
}

export async function insertUser(ctx: Context, user: UserRow): Promise<void> {
  await sql`
    insert into users (user_id, username, username_key, email, email_key, email_verified, claims, groups, operator, password_hash, rehashed_from, disabled_at, created_at, updated_at)
    values (${user.user_id}, ${user.username}, ${identifierKey(user.username)}, ${user.email}, ${emailKey(user.email)}, ${user.email_verified},
      ${JSON.stringify(user.claims)}::jsonb, ${user.groups}, ${user.operator}, ${user.password_hash}, ${user.rehashed_from}, ${user.disabled_at}, ${user.created_at}, ${user.updated_at})`.execute(
    ctx.db,
  );
}

export async function updateUserRow(ctx: Context, user: UserRow): Promise<void> {
  await sql`
    update users set username = ${user.username}, username_key = ${identifierKey(user.username)}, email = ${user.email}, email_key = ${emailKey(user.email)},
      email_verified = ${user.email_verified}, claims = ${JSON.stringify(user.claims)}::jsonb, groups = ${user.groups}, operator = ${user.operator},
      password_hash = ${user.password_hash}, rehashed_from = ${user.rehashed_from}, disabled_at = ${user.disabled_at}, updated_at = ${user.updated_at}
    where user_id = ${user.user_id}`.execute(ctx.db);
}

export async function selectUser(ctx: Context, userId: string): Promise<UserRow | null> {
  const { rows } = await sql<UserRow>`select * from users where user_id = ${userId}`.execute(ctx.db);
  return rows[0] ?? null;
}

/** By username, or by e-mail address where one has it. */
export async function selectUserByIdentifier(ctx: Context, identifier: string): Promise<UserRow | null> {
  const key = identifierKey(identifier);
  const { rows } = await sql<UserRow>`
    select * from users where username_key = ${key} or email_key = ${key} order by (username_key = ${key}) desc limit 1`.execute(ctx.db);
  return rows[0] ?? null;
}

/** Reads a user and locks the row until the transaction ends, so that two changes follow each other. */
export async function selectUserForUpdate(ctx: Context, userId: string): Promise<UserRow | null> {
  const { rows } = await sql<UserRow>`select * from users where user_id = ${userId} for update`.execute(ctx.db);
  return rows[0] ?? null;
}

export async function selectUserByUsername(ctx: Context, username: string): Promise<UserRow | null> {
  const { rows } = await sql<UserRow>`select * from users where username_key = ${identifierKey(username)}`.execute(ctx.db);
  return rows[0] ?? null;
}

/**
 * The enabled operators, locked in one order, so that two requests can neither remove each other’s last one nor wait for each other.
 * Must come before the lock of a single user.
 */
export async function lockOperators(ctx: Context): Promise<string[]> {
  const { rows } = await sql<{ user_id: string }>`
    select user_id from users where operator and disabled_at is null order by user_id for update`.execute(ctx.db);
  return rows.map((row) => row.user_id);
}

/** Which of the identifiers somebody else signs in with. Holds both until the transaction ends. */
export async function selectClaimedIdentifiers(
  ctx: Context,
  user: { user_id: string; username: string; email: string | null },
): Promise<{ username: boolean; email: boolean }> {
  const username = identifierKey(user.username);
  const email = emailKey(user.email);
  for (const key of [...new Set([username, email ?? username])].toSorted()) {
    await sql`select pg_advisory_xact_lock(hashtextextended(${`identifier:${key}`}, 0))`.execute(ctx.db);
  }
  const { rows } = await sql<{ username: boolean; email: boolean }>`
    select exists (select 1 from users where user_id <> ${user.user_id} and email_key = ${username}) as username,
      exists (select 1 from users where user_id <> ${user.user_id} and username_key = ${email}) as email`.execute(ctx.db);
  return rows[0] ?? { username: false, email: false };
}

/** Replaces a hash by a stronger one of the same password, unless the password was changed meanwhile. */
export async function updatePasswordHash(ctx: Context, user: { user_id: string; before: string; after: string }): Promise<void> {
  await sql`
    update users set password_hash = ${user.after}, rehashed_from = ${hashToken(user.before)}
    where user_id = ${user.user_id} and password_hash = ${user.before}`.execute(ctx.db);
}

/** The imported hash that has waited longest for its owner; `null` when all are replaced. By the index `users_imported_hash`. */
export async function selectImportedHash(ctx: Context): Promise<string | null> {
  const { rows } = await sql<{ password_hash: string }>`
    select password_hash from users where password_hash not like '$argon2id$%' order by created_at limit 1`.execute(ctx.db);
  return rows[0]?.password_hash ?? null;
}

export async function selectUsers(
  ctx: Context,
  query: { limit: number; cursor?: string | undefined; q?: string | undefined },
): Promise<Page<User>> {
  const conditions = [sql`true`];
  if (query.q !== undefined && query.q !== '') {
    const pattern = `%${identifierKey(query.q).replace(/[\\%_]/g, '\\$&')}%`;
    conditions.push(sql`(username_key like ${pattern} or email_key like ${pattern} or lower(claims ->> 'name') like ${pattern})`);
  }
  if (query.cursor !== undefined) {
    const after = decodeCursor(query.cursor);
    conditions.push(sql`(created_at, user_id) < (${after.at}, ${after.id})`);
  }
  const { rows } = await sql<UserRow>`
    select * from users where ${sql.join(conditions, sql` and `)} order by created_at desc, user_id desc limit ${query.limit + 1}`.execute(
    ctx.db,
  );
  return toPage(rows, query.limit, { item: presentUser, cursor: (row) => ({ at: row.created_at, id: row.user_id }) });
}

/** What leaves the server of a user: never the password hash. */
export function presentUser(row: UserRow): User {
  return {
    user_id: row.user_id,
    username: row.username,
    email: row.email,
    email_verified: row.email_verified,
    claims: row.claims,
    groups: row.groups,
    operator: row.operator,
    disabled_at: row.disabled_at?.toISOString() ?? null,
    created_at: row.created_at.toISOString(),
    updated_at: row.updated_at.toISOString(),
  };
}

function emailKey(email: string | null): string | null {
  return email === null ? null : identifierKey(email);
}
