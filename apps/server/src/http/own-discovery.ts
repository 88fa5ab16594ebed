import type { CustomFetch } from 'openid-client';

/** The discovery document as clients read it (OIDC Discovery §4), without a connection. */
export type ReadDiscovery = () => Promise<Record<string, unknown>>;

export function discoveryReader(issuer: string, fetchOwn: CustomFetch): ReadDiscovery {
  return async () => {
    const url = `${issuer}/.well-known/openid-configuration`;
    const answer = await fetchOwn(url, { method: 'GET', headers: {}, body: null, redirect: 'manual' });
    return (await answer.json()) as Record<string, unknown>;
  };
}
