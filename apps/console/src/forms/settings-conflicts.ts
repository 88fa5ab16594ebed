import type { Client } from '@consentry/contract';
import type { TFunction } from 'i18next';
import type { Conflict } from '../components/save-conflict.tsx';
import { changedMembers } from './changed-members.ts';
import { settingsOf, type ClientSettings } from './client-settings.ts';

const MAX_LENGTH = 200;

/** What another operator has changed on the settings page since it was filled, and which of it was typed over here. */
export function settingsConflicts(versions: { base: Client; theirs: Client; mine: ClientSettings }, t: TFunction): Conflict[] {
  const base = settingsOf(versions.base);
  const theirs = changedMembers(base, settingsOf(versions.theirs));
  const mine = changedMembers(base, versions.mine);
  return Object.entries(theirs).map(([member, value]) => ({
    member,
    label: t(`setting_names.${member as keyof ClientSettings}`),
    theirs: valueText(value, t),
    isMine: Object.hasOwn(mine, member),
  }));
}

function valueText(value: ClientSettings[keyof ClientSettings], t: TFunction): string {
  if (typeof value === 'boolean') return t(value ? 'conflict.on' : 'conflict.off');
  const text = Array.isArray(value) ? value.join(', ') : String(value ?? '');
  return text === '' ? t('conflict.empty') : text.slice(0, MAX_LENGTH);
}
