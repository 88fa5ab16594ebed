import { AUTHORIZATION_DETAILS_LIMITS as LIMITS, type AuthorizationDetail } from '@consentry/contract';
import { errors, type Client, type KoaContextWithOIDC } from 'oidc-provider';
import type { Context } from '../context.ts';
import { detailFault } from '../features/authorization-details/detail-fault.ts';
import { findDetailsTypes, type DetailsTypeRow } from '../features/authorization-details/find-details-types.ts';
import { Attached } from '../platform/attached.ts';
import { clientPolicy } from './client-metadata.ts';

/** The details that a running request asks for, as the engine has read them; none is as an empty list. */
export function requestedDetails(ctx: KoaContextWithOIDC): AuthorizationDetail[] {
  const sent = ctx.oidc.params?.['authorization_details'];
  return typeof sent === 'string' ? readDetails(sent) : [];
}

/** A list that was read by the engine before, and found to be one (RFC 9396 §2). */
export function readDetails(sent: string): AuthorizationDetail[] {
  return JSON.parse(sent) as AuthorizationDetail[];
}

/** What is known of a running request while its details are looked at one after the other. */
interface Progress {
  types: Map<string, DetailsTypeRow>;
  seen: number;
  /** The client has named no resource: those of the types are meant. */
  names_resources: boolean;
}

const running = new Attached<Progress>();

/**
 * Looks at one detail of a request (RFC 9396 §5): its type must be known and allowed to the client, and its members as the type's
 * schema says. A request without a resource (RFC 8707) is for the APIs whose types it names.
 */
export async function checkDetail(
  context: Context,
  ctx: KoaContextWithOIDC,
  { detail, client }: { detail: AuthorizationDetail; client: Client },
): Promise<void> {
  const progress = running.get(ctx.oidc) ?? (await begin(context, ctx));
  progress.seen += 1;
  const { type } = detail;
  const row = progress.types.get(type);
  if (row === undefined) throw refused(`no API here has the type ${type}; check it for spelling`);
  if (!clientPolicy(client).ceiling.authorization_details_types.includes(type))
    throw refused(`the type ${type} is not allowed to this client; ask the operator to allow it under Permissions, or leave it out`);
  const fault = detailFault(detail, row);
  if (fault !== null) throw refused(`number ${progress.seen}, of type ${type}: ${fault}`);
  nameResource(ctx, row, progress);
}

/** Judges all details again, as when they came: a person may have stood on a page while a type or the ceiling changed. */
export async function recheckDetails(context: Context, ctx: KoaContextWithOIDC, client: Client): Promise<void> {
  for (const detail of requestedDetails(ctx)) await checkDetail(context, ctx, { detail, client });
}

async function begin(context: Context, ctx: KoaContextWithOIDC): Promise<Progress> {
  const sent = ctx.oidc.params?.['authorization_details'];
  if (typeof sent !== 'string' || sent.length > LIMITS.max_characters) throw refused(`more than ${LIMITS.max_characters} characters`);
  const details = readDetails(sent);
  if (details.length > LIMITS.max_details) throw refused(`more than ${LIMITS.max_details} details`);
  const rows = await findDetailsTypes(
    context,
    details.map(({ type }) => type),
  );
  const types = new Map(rows.map((row) => [row.type, row]));
  const progress = { types, seen: 0, names_resources: ctx.oidc.params?.['resource'] !== undefined };
  running.set(ctx.oidc, progress);
  return progress;
}

function nameResource(ctx: KoaContextWithOIDC, { type, resource }: DetailsTypeRow, { names_resources }: Progress): void {
  const { params } = ctx.oidc;
  if (params === undefined) return;
  const named = [params['resource'] ?? []].flat().map(String);
  if (named.includes(resource)) return;
  if (names_resources) throw refused(`the type ${type} is one of the resource ${resource}, which the request does not name`);
  params['resource'] = named.length === 0 ? resource : [...named, resource];
}

/** In an error’s description stand neither quotes nor anything beyond ASCII (RFC 6749 §5.2). */
export function refused(reason: string): errors.InvalidAuthorizationDetails {
  const description = `authorization_details: ${reason}`.replaceAll('"', "'").replaceAll(/[^\x20-\x5b\x5d-\x7e]/g, '?');
  return new errors.InvalidAuthorizationDetails(description.slice(0, 500));
}
