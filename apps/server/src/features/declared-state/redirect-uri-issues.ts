import { APP_TYPES, redirectUriProblem, type AppType } from '@consentry/contract';

export interface RedirectUriIssue {
  path: (string | number)[];
  message: string;
}

/**
 * What is wrong with the redirect URIs of a state that is invalid already. The schema compares a client's members with each other
 * only once each of them is valid by itself; a person who mends a file wants to see all of it at once.
 */
export function redirectUriIssues(value: unknown): RedirectUriIssue[] {
  const clients = memberOf(value, 'clients');
  return Array.isArray(clients) ? clients.flatMap((client: unknown, index) => issuesOfClient(client, index)) : [];
}

function issuesOfClient(client: unknown, index: number): RedirectUriIssue[] {
  const appType = memberOf(client, 'app_type');
  if (!isAppType(appType)) return [];
  return ['redirect_uris', 'post_logout_redirect_uris'].flatMap((member) => {
    const uris = memberOf(client, member);
    if (!Array.isArray(uris)) return [];
    return uris.flatMap((uri: unknown, place) => {
      const problem = typeof uri === 'string' ? redirectUriProblem(uri, appType) : null;
      return problem === null ? [] : [{ path: ['clients', index, member, place], message: `“${String(uri).slice(0, 200)}” ${problem}` }];
    });
  });
}

function isAppType(value: unknown): value is AppType {
  return APP_TYPES.some((appType) => appType === value);
}

function memberOf(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  return Object.getOwnPropertyDescriptor(value, name)?.value;
}
