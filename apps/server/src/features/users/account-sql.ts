import { sql } from 'kysely';
import type { UserRow } from './user-store.ts';

/** A user without the password hash, which only a sign-in reads. */
export type AccountUser = Omit<UserRow, 'password_hash' | 'rehashed_from'>;

/** A row of users that came as JSON beside another row: its times are text. */
export type AccountJson = Omit<AccountUser, 'disabled_at' | 'created_at' | 'updated_at'> & {
  disabled_at: string | null;
  created_at: string;
  updated_at: string;
};

/** The user of alias `u`, as JSON; `null` when an outer join found none. */
export const ACCOUNT_JSON = sql`case when u.user_id is not null then json_build_object('user_id', u.user_id, 'username', u.username, 'email', u.email,
  'email_verified', u.email_verified, 'claims', u.claims, 'groups', u.groups, 'operator', u.operator, 'disabled_at', u.disabled_at,
  'created_at', u.created_at, 'updated_at', u.updated_at) end`;

export function accountOfJson(json: AccountJson): AccountUser {
  return {
    ...json,
    disabled_at: json.disabled_at === null ? null : new Date(json.disabled_at),
    created_at: new Date(json.created_at),
    updated_at: new Date(json.updated_at),
  };
}
