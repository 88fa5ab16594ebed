import { sql } from 'kysely';
import type { Parameter } from '../../platform/gathered-statement.ts';
import type { GrantRow } from './grant-store.ts';

/**
 * Of grants `g`, those that hold at this moment. What has run out, or whose session has ended in whatever way, is as revoked
 * from that moment on, for every instance.
 */
export function isLive(now: Date | Parameter) {
  return sql<boolean>`(g.revoked_at is null and (g.expires_at is null or g.expires_at > ${now}) and (g.session_uid is null or exists (
    select from sessions s where s.session_uid = g.session_uid and s.user_id = g.user_id and s.expires_at > ${now})))`;
}

/** A row of grants that came as JSON beside another row: its times are text. */
export type GrantJson = Omit<GrantRow, 'expires_at' | 'last_used_at' | 'created_at' | 'updated_at' | 'revoked_at'> & {
  expires_at: string | null;
  last_used_at: string | null;
  created_at: string;
  updated_at: string;
  revoked_at: string | null;
};

export function grantOfJson(json: GrantJson): GrantRow {
  return {
    ...json,
    expires_at: dateOf(json.expires_at),
    last_used_at: dateOf(json.last_used_at),
    created_at: new Date(json.created_at),
    updated_at: new Date(json.updated_at),
    revoked_at: dateOf(json.revoked_at),
  };
}

function dateOf(text: string | null): Date | null {
  return text === null ? null : new Date(text);
}
