import type { Translate } from '../messages/messages.ts';
import type { DeviceName } from './device-name.ts';

/** A device in a few words, as far as it is known. */
export function deviceText(t: Translate, { browser, system }: DeviceName): string {
  if (browser !== null && system !== null) return t('account.device', { browser, system });
  return browser ?? system ?? t('account.device_unknown');
}
