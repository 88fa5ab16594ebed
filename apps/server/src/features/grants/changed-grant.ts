import type { GrantDuration } from '@consentry/contract';
import { isDeepStrictEqual } from 'node:util';
import type { GrantRow } from './grant-store.ts';
import { endsSooner, grantTerms, type GrantTerms } from './grant-terms.ts';
import { newDetails, type DetailIdentity } from './new-details.ts';
import { newScopes, type ScopeIdentity } from './new-scopes.ts';

/** A scope with the words in which it was agreed to. */
export interface WordedScope extends ScopeIdentity {
  text_version?: string | null | undefined;
  locale?: string | null | undefined;
}

/** A detail with the words in which it was agreed to. */
export interface WordedDetail extends DetailIdentity {
  text_version: string | null;
  locale: string | null;
}

export interface GrantChoice {
  scopes: readonly WordedScope[];
  details?: readonly WordedDetail[];
  refused?: readonly ScopeIdentity[];
  duration?: GrantDuration | undefined;
  session_uid?: string | null | undefined;
  approved_client?: string | null | undefined;
}

export interface GrantChange {
  grant: GrantRow;
  added: WordedScope[];
  added_details: readonly WordedDetail[];
  refused: ScopeIdentity[];
  /** What it is in the audit log; `null` when nothing changes. */
  action: 'grant.created' | 'grant.extended' | 'grant.narrowed' | 'consent.denied' | null;
}

/** A grant after a choice: new scopes are added, a new duration replaces the old, and what was left out is remembered. */
export function changedGrant(before: GrantRow, choice: GrantChoice, now: Date): GrantChange {
  const at = now.toISOString();
  const added = newScopes(before.scopes, choice.scopes).map((scope) => worded(scope, choice.scopes));
  const scopes = [...before.scopes, ...added.map((scope) => ({ ...scope, granted_at: at }))];
  const standing = before.refused_scopes.filter((scope) => newScopes(scopes, [scope]).length > 0);
  const refused = newScopes([...scopes, ...standing], choice.refused ?? []);
  const refused_scopes = [...standing, ...refused.map((scope) => ({ ...scope, refused_at: at }))];
  const added_details = newDetails(before.authorization_details, choice.details ?? []);
  const terms = termsAfter(before, choice, now);
  const approved_client = choice.approved_client === undefined ? before.approved_client : choice.approved_client;
  const authorization_details = detailsAfter(before, added_details, at);
  const grant: GrantRow = { ...before, scopes, refused_scopes, authorization_details, ...terms, approved_client, updated_at: now };
  const sees_another = approved_client !== before.approved_client;
  const action = actionOf({ before, terms, added: [...added, ...added_details], refused, sees_another });
  return { grant: action === null ? before : grant, added, added_details, refused, action };
}

/** So many stand at once; the oldest make room, and are asked again when they are wanted again. */
const MAX_DETAILS = 100;

function detailsAfter(before: GrantRow, added: readonly WordedDetail[], at: string): GrantRow['authorization_details'] {
  return [...before.authorization_details, ...added.map((detail) => ({ ...detail, granted_at: at }))].slice(-MAX_DETAILS);
}

function worded(scope: ScopeIdentity, offered: readonly WordedScope[]) {
  const words = offered.find((other) => other.resource === scope.resource && other.scope === scope.scope);
  return { ...scope, text_version: words?.text_version ?? null, locale: words?.locale ?? null };
}

function termsAfter(before: GrantRow, { duration, session_uid = null }: GrantChoice, now: Date): GrantTerms {
  if (duration !== undefined) return grantTerms({ duration, session_uid }, now);
  return { duration: before.duration, expires_at: before.expires_at, session_uid: before.session_uid };
}

interface Differences {
  before: GrantRow;
  terms: GrantTerms;
  added: readonly unknown[];
  refused: readonly unknown[];
  /** The client has changed since, and the user agrees to it as it is now. */
  sees_another: boolean;
}

function actionOf({ before, terms, added, refused, sees_another }: Differences): GrantChange['action'] {
  if (added.length > 0 || sees_another) return 'grant.extended';
  const { duration, expires_at, session_uid } = before;
  if (!isDeepStrictEqual({ duration, expires_at, session_uid }, terms))
    return endsSooner(terms, before) ? 'grant.narrowed' : 'grant.extended';
  return refused.length > 0 ? 'consent.denied' : null;
}
