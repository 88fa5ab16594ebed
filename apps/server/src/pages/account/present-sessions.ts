import type { SessionRow } from '../../features/sessions/find-sessions.ts';
import { deviceName } from './device-name.ts';
import type { SessionView } from './session-view.ts';

/** This device first, then the latest used. */
export function presentSessions(rows: readonly SessionRow[], currentUid: string): SessionView[] {
  const views = rows.map((row) => ({
    session_uid: row.session_uid,
    device: deviceName(row.user_agent),
    ip: row.ip,
    since: row.created_at,
    last_used: row.last_used_at ?? row.created_at,
    is_current: row.session_uid === currentUid,
  }));
  return views.toSorted((a, b) => Number(b.is_current) - Number(a.is_current));
}
