import type { AuthorizationDetail } from '@consentry/contract';
import type { KoaContextWithOIDC } from 'oidc-provider';
import type { Context } from '../context.ts';
import { findDetailsTypes } from '../features/authorization-details/find-details-types.ts';
import { isSameDetail, isWithinDetail } from '../features/authorization-details/is-within-detail.ts';
import type { DetailIdentity } from '../features/grants/new-details.ts';
import { refused, requestedDetails } from './requested-details.ts';

/** The grant of a running request as `effective-grant.ts` makes it. */
interface GrantWithDetails {
  rar?: unknown;
}

/** What a grant holds and the client may have now, each at its API. */
export function detailsOfGrant(grant: object | undefined): DetailIdentity[] {
  const { rar } = (grant ?? {}) as GrantWithDetails;
  // Ours: effective-grant.ts writes it, and nobody else.
  return Array.isArray(rar) ? (rar as DetailIdentity[]) : [];
}

/** The details with the API whose type each is now; those of types that are gone are left out. */
export async function atTheirResources(context: Context, details: readonly AuthorizationDetail[]): Promise<DetailIdentity[]> {
  if (details.length === 0) return [];
  const rows = await findDetailsTypes(
    context,
    details.map(({ type }) => type),
  );
  const resources = new Map(rows.map(({ type, resource }) => [type, resource]));
  return details.flatMap((detail) => {
    const resource = resources.get(detail.type);
    return resource === undefined ? [] : [{ resource, detail }];
  });
}

export function isGranted(grant: object | undefined, { resource, detail }: DetailIdentity): boolean {
  return detailsOfGrant(grant).some((held) => held.resource === resource && isSameDetail(held.detail, detail));
}

/** Of what the request asks for, that which its grant holds and does not hold. */
export async function partDetails(
  context: Context,
  ctx: KoaContextWithOIDC,
): Promise<{ granted: AuthorizationDetail[]; missing: AuthorizationDetail[] }> {
  const asked = await atTheirResources(context, requestedDetails(ctx));
  const { grant } = ctx.oidc;
  const [granted, missing] = [asked.filter((one) => isGranted(grant, one)), asked.filter((one) => !isGranted(grant, one))];
  return { granted: granted.map(({ detail }) => detail), missing: missing.map(({ detail }) => detail) };
}

/** A token request may name a part of what was granted, and nothing else (RFC 9396 §6). */
export function assertWithin(asked: readonly AuthorizationDetail[], granted: readonly AuthorizationDetail[]): void {
  const beyond = asked.findIndex((detail) => !granted.some((held) => isWithinDetail(detail, held)));
  if (beyond >= 0) throw refused(`number ${beyond + 1} is not part of what was granted (RFC 9396 6)`);
}
