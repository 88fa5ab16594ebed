import type { RegistrationPolicy } from '@consentry/contract';
import type { Context } from '../../context.ts';
import { findResourceServers } from '../resource-servers/find-resource-servers.ts';

type Ceiling = Pick<RegistrationPolicy, 'scopes' | 'resource_scopes'>;

/**
 * What the policy allows a self-registered client, without scopes that their resource server has dropped since, and without
 * restricted ones. `allowed`: what the client has already; the restricted scopes in it an operator allowed by hand, and they stay.
 */
export async function selfRegisteredCeiling(
  ctx: Context,
  policy: RegistrationPolicy,
  allowed: Record<string, string[]> = {},
): Promise<Ceiling> {
  const servers = await findResourceServers(ctx, [...new Set([...Object.keys(policy.resource_scopes), ...Object.keys(allowed)])]);
  const existing = servers.map(({ resource, scopes }): [string, string[]] => [
    resource,
    scopes
      .filter(({ name, sensitivity }) => (sensitivity === 'restricted' ? allowed : policy.resource_scopes)[resource]?.includes(name))
      .map(({ name }) => name),
  ]);
  return { scopes: policy.scopes, resource_scopes: Object.fromEntries(existing.filter(([, names]) => names.length > 0)) };
}
