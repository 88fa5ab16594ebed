import type { ResourceServerScope, ScopeSensitivity } from '@consentry/contract';

/** How sensitive a scope is; one that is not there any more is as the least. */
export function scopeSensitivity({ scopes }: { scopes: readonly ResourceServerScope[] }, name: string): ScopeSensitivity {
  return scopes.find((scope) => scope.name === name)?.sensitivity ?? 'low';
}
