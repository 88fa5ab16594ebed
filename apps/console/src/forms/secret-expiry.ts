import { now } from '../clock.ts';

export const EXPIRY_DAYS = [30, 90, 180, 365] as const;
const DAY_MS = 86_400_000;

export interface SecretExpiry {
  expires: string;
  /** `YYYY-MM-DD`, in the operator's zone: the secret is good to the end of that day. */
  last_day: string;
}

/** RFC 3339 time, `null` for never, `undefined` where the day is missing or over. */
export function expiryOf({ expires, last_day }: SecretExpiry): string | null | undefined {
  if (expires === 'never') return null;
  if (expires !== 'date') return new Date(now() + Number(expires) * DAY_MS).toISOString();
  const end = new Date(`${last_day}T23:59:59`);
  return Number.isNaN(end.getTime()) || end.getTime() < now() ? undefined : end.toISOString();
}
