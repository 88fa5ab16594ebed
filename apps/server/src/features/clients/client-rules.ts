import { backchannelLogoutUriProblem, redirectUriProblem, type FieldError } from '@consentry/contract';
import { jsonPointer } from '../../platform/json-pointer.ts';
import { isPublicAppType } from './client-defaults.ts';
import { clientProtocolErrors } from './client-protocol-rules.ts';
import { clientSecurityErrors } from './client-security-rules.ts';
import type { ClientRow } from './client-store.ts';
import { reasonErrors } from './reason-errors.ts';

/** What is wrong with a client as it would be stored, apart from what needs the database; `pointer`s are those of the request body. */
export function clientRuleErrors(client: ClientRow): FieldError[] {
  return [
    ...redirectUriErrors(client),
    ...logoutUriErrors(client),
    ...pkceErrors(client),
    ...scopeErrors(client),
    ...optionalScopeErrors(client),
    ...reasonErrors(client),
    ...publisherErrors(client),
    ...clientProtocolErrors(client),
    ...clientSecurityErrors(client),
  ];
}

function redirectUriErrors(client: ClientRow): FieldError[] {
  return (['redirect_uris', 'post_logout_redirect_uris'] as const).flatMap((member) =>
    client[member].flatMap((uri, index) => {
      const problem = redirectUriProblem(uri, client.app_type);
      return problem === null ? [] : [{ pointer: `#/${member}/${index}`, detail: `“${uri.slice(0, 200)}” ${problem}` }];
    }),
  );
}

function logoutUriErrors(client: ClientRow): FieldError[] {
  const uri = client.backchannel_logout_uri;
  const problem = uri === null ? null : backchannelLogoutUriProblem(uri, client.app_type);
  return problem === null ? [] : [{ pointer: '#/backchannel_logout_uri', detail: problem }];
}

/** RFC 9700 §2.1.1: public clients must use PKCE. */
function pkceErrors(client: ClientRow): FieldError[] {
  if (!isPublicAppType(client.app_type) || client.pkce === 'required') return [];
  return [
    {
      pointer: '#/pkce',
      detail: `must be “required”: a ${client.app_type} application is a public client and has no other protection of its codes`,
    },
  ];
}

function scopeErrors(client: ClientRow): FieldError[] {
  const errors: FieldError[] = [];
  const isMachine = client.app_type === 'machine_to_machine';
  const offline = client.scopes.indexOf('offline_access');
  if (isMachine && offline >= 0) {
    errors.push({
      pointer: `#/scopes/${offline}`,
      detail: 'offline_access is for applications with users; a machine asks for a new token (RFC 6749 §4.4.3)',
    });
  }
  if (!isMachine && client.management_scopes.length > 0) {
    errors.push({ pointer: '#/management_scopes', detail: 'only machine_to_machine applications may have scopes of the management API' });
  }
  return errors;
}

/** What is verified is a name: without one, people would read that nobody in particular is who they say. */
function publisherErrors(client: ClientRow): FieldError[] {
  if (!client.publisher_verified || client.publisher_name !== '') return [];
  return [{ pointer: '#/publisher_verified', detail: 'needs publisher_name: it is the publisher’s name that was verified' }];
}

/** What a user may leave out stands inside the ceiling; `openid` is the sign-in itself (OIDC Core §3.1.2.1). */
function optionalScopeErrors(client: ClientRow): FieldError[] {
  if (client.app_type === 'machine_to_machine') return machineOptionErrors(client);
  const own = client.optional_scopes.flatMap((scope, index) => {
    const detail = optionalScopeFault(client, scope);
    return detail === null ? [] : [{ pointer: `#/optional_scopes/${index}`, detail }];
  });
  const ofResources = Object.entries(client.optional_resource_scopes).flatMap(([resource, scopes]) =>
    scopes.flatMap((scope, index) => {
      const ceiling = Object.hasOwn(client.resource_scopes, resource) ? (client.resource_scopes[resource] ?? []) : [];
      if (ceiling.includes(scope)) return [];
      const pointer = jsonPointer(['optional_resource_scopes', resource, index]);
      return [
        { pointer, detail: `“${scope}” of “${resource}” is not among the client’s resource_scopes; only what it may have can be optional` },
      ];
    }),
  );
  return [...own, ...ofResources];
}

function machineOptionErrors(client: ClientRow): FieldError[] {
  const detail = 'a machine_to_machine application has no user who could leave anything out';
  const set = [
    ...(client.optional_scopes.length > 0 ? ['#/optional_scopes'] : []),
    ...(Object.keys(client.optional_resource_scopes).length > 0 ? ['#/optional_resource_scopes'] : []),
  ];
  return set.map((pointer) => ({ pointer, detail }));
}

function optionalScopeFault(client: ClientRow, scope: ClientRow['optional_scopes'][number]): string | null {
  if (scope === 'openid') return '“openid” cannot be optional: without it there is no sign-in (OIDC Core §3.1.2.1)';
  if (client.scopes.includes(scope)) return null;
  return `“${scope}” is not among the client’s scopes; only what it may have can be optional`;
}
