import type { ScopeSensitivity, StandardScope } from '@consentry/contract';
import type { LocalText } from '../messages/local-text.ts';
import type { Translate } from '../messages/messages.ts';
import { permissionValues, SCOPE_TEXTS } from './scope-texts.ts';

/** One thing a client asks for, in the words of the person who is asked. */
export interface PermissionView {
  /** Unique on the page: a scope is the pair of resource and name. */
  key: string;
  group: { kind: 'user_data' } | { kind: 'resource_server'; name: string; resource: string };
  scope: string;
  sensitivity: ScopeSensitivity;
  title: string;
  description: string;
  /** The values themselves that will be shared, such as the e-mail address. */
  values: string[];
  /** The language of title and description, where it is not the page’s. */
  lang?: string | undefined;
  /** Why the developer asks, in their own words. */
  reason?: LocalText<string> | null;
}

interface StandardPermission {
  scope: StandardScope;
  claims: Record<string, unknown>;
  t: Translate;
}

/** The view of a scope of the provider itself (OIDC Core §5.4). */
export function standardPermissionView({ scope, claims, t }: StandardPermission): PermissionView {
  const { title, description } = SCOPE_TEXTS[scope];
  return {
    key: scope,
    group: { kind: 'user_data' },
    scope,
    sensitivity: 'low',
    title: t(title),
    description: t(description),
    values: permissionValues(scope, claims),
  };
}
