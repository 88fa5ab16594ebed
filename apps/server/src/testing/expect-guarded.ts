import { MANAGEMENT_SCOPES, type Route } from '@consentry/contract';
import { expect } from 'vitest';
import type { TestApp } from './test-app.ts';

/** Every route answers 401 without a token and 403, naming the scope, to a token with all scopes but that one (RFC 6750 §3). */
export async function expectGuarded(app: TestApp, routes: Record<string, Route>): Promise<void> {
  for (const route of Object.values(routes)) {
    const without = await send(app, route);
    expect([route.id, without.status, without.headers.get('www-authenticate')]).toEqual([route.id, 401, expect.stringContaining('Bearer')]);
    const others = MANAGEMENT_SCOPES.filter((scope) => scope !== route.scope);
    const lacking = await send(app, route, await app.managementToken(others));
    expect([route.id, lacking.status, lacking.headers.get('www-authenticate')]).toEqual([
      route.id,
      403,
      `Bearer error="insufficient_scope", scope="${route.scope}", resource_metadata="${app.url}/.well-known/oauth-protected-resource/api/v1"`,
    ]);
  }
}

function send(app: TestApp, route: Route, token?: string): Promise<Response> {
  const path = route.path.replace(/\{\w+\}/g, 'any');
  return fetch(`${app.url}/api/v1${path}`, {
    method: route.method.toUpperCase(),
    headers: { 'content-type': 'application/json', ...(token === undefined ? {} : { authorization: `Bearer ${token}` }) },
    ...(route.method === 'get' ? {} : { body: '{}' }),
  });
}
