import type { z } from 'zod';
import { backchannelLogoutUriProblem } from './backchannel-logout-uri.ts';
import { redirectUriProblem, type AppTypeForRedirects } from './redirect-uri.ts';

interface ClientMembers {
  app_type?: AppTypeForRedirects | undefined;
  redirect_uris?: string[] | undefined;
  post_logout_redirect_uris?: string[] | undefined;
  backchannel_logout_uri?: string | null | undefined;
  management_scopes?: string[] | undefined;
}

/** What must agree with the application type, where that is told. */
export function checkAgainstAppType(client: ClientMembers, context: z.RefinementCtx): void {
  if (client.app_type === undefined) return;
  checkRedirectUris(client, client.app_type, context);
  checkBackchannelLogoutUri(client, client.app_type, context);
  checkManagementScopes(client, context);
}

/** Each redirect URI must suit the application type; the error names the entry. */
function checkRedirectUris(client: ClientMembers, appType: AppTypeForRedirects, context: z.RefinementCtx): void {
  for (const member of ['redirect_uris', 'post_logout_redirect_uris'] as const) {
    for (const [index, uri] of (client[member] ?? []).entries()) {
      const problem = redirectUriProblem(uri, appType);
      if (problem !== null) context.addIssue({ code: 'custom', path: [member, index], message: `“${uri.slice(0, 200)}” ${problem}` });
    }
  }
}

function checkBackchannelLogoutUri(client: ClientMembers, appType: AppTypeForRedirects, context: z.RefinementCtx): void {
  const uri = client.backchannel_logout_uri ?? null;
  const problem = uri === null ? null : backchannelLogoutUriProblem(uri, appType);
  if (problem !== null) context.addIssue({ code: 'custom', path: ['backchannel_logout_uri'], message: problem });
}

function checkManagementScopes({ app_type, management_scopes = [] }: ClientMembers, context: z.RefinementCtx): void {
  if (app_type === 'machine_to_machine' || management_scopes.length === 0) return;
  context.addIssue({
    code: 'custom',
    path: ['management_scopes'],
    message: 'only machine_to_machine applications may have scopes of the management API',
  });
}
