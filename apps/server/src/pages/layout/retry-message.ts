import type { Translate } from '../messages/messages.ts';

/** When to try again, in the unit a person would use; minutes are rounded up, so that waiting as told suffices. */
export function retryMessage(t: Translate, retryAfterSeconds: number | null): string {
  if (retryAfterSeconds === null) return t('retry.later');
  const seconds = Math.max(1, Math.ceil(retryAfterSeconds));
  return seconds <= 60 ? t('retry.seconds', { count: seconds }) : t('retry.minutes', { count: Math.ceil(seconds / 60) });
}
