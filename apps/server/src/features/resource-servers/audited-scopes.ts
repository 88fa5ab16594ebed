import type { ResourceServerScope } from '@consentry/contract';

/** The scopes of a resource server as the audit log has them: their names, and which of them are more than ordinary. */
export function auditedScopes(scopes: readonly ResourceServerScope[]): Record<string, string[]> {
  const namesOf = (sensitivity: ResourceServerScope['sensitivity']): string[] =>
    scopes.filter((scope) => scope.sensitivity === sensitivity).map(({ name }) => name);
  const [sensitive, restricted] = [namesOf('sensitive'), namesOf('restricted')];
  return {
    scopes: scopes.map(({ name }) => name),
    ...(sensitive.length === 0 ? {} : { sensitive_scopes: sensitive }),
    ...(restricted.length === 0 ? {} : { restricted_scopes: restricted }),
  };
}
