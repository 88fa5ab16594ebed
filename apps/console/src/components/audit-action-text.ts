import type { TFunction } from 'i18next';
import { en } from '../messages/en.ts';

const actions = en.audit_events.action;

/** `client.secret_created` in words; an action that the catalogue does not know yet stays readable. */
export function auditActionText(action: string, t: TFunction): string {
  const key = action.replaceAll('.', '_');
  if (isKnown(key)) return t(`audit_events.action.${key}`);
  const words = action.replace('.', ': ').replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function isKnown(key: string): key is keyof typeof actions {
  return Object.hasOwn(actions, key);
}
