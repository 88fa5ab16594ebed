import type { DeviceName } from './device-name.ts';

/** One place where the person is signed in. */
export interface SessionView {
  session_uid: string;
  device: DeviceName;
  ip: string | null;
  since: Date;
  last_used: Date;
  /** The one that this page is shown in. */
  is_current: boolean;
}
