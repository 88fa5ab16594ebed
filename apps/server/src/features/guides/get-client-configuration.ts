import { connectionEnv, connectionJson, endpointsOf, type ClientConfiguration, type Connection } from '@consentry/contract';
import { guideBySlug } from '@consentry/guides';
import type { Context } from '../../context.ts';
import { getClient } from '../clients/get-client.ts';
import { selectClientService } from './client-service-store.ts';

/** Reads what a client library is given, without the secret. Problems: `client-not-found`. */
export async function getClientConfiguration(
  ctx: Context,
  { client_id, discovery }: { client_id: string; discovery: Record<string, unknown> },
): Promise<ClientConfiguration> {
  const client = await getClient(ctx, client_id);
  const connection: Connection = { client, server: { issuer: ctx.issuer, discovery }, client_secret: null };
  const values: [string, string | undefined][] = [
    ['client_id', client.client_id],
    ['issuer', ctx.issuer],
    ...client.redirect_uris.map((uri): [string, string] => ['redirect_uri', uri]),
    ['scope', client.scopes.join(' ') || undefined],
    ...endpointsOf(connection.server, client).map(({ name, url }): [string, string] => [name, url]),
  ];
  return {
    values: values.flatMap(([name, value]) => (value === undefined ? [] : [{ name, value }])),
    env: connectionEnv(connection),
    json: connectionJson(connection),
    service: await serviceOf(ctx, client_id),
  };
}

async function serviceOf(ctx: Context, clientId: string): Promise<ClientConfiguration['service']> {
  const row = await selectClientService(ctx, clientId);
  const guide = row === null ? null : guideBySlug(row.slug);
  return row === null || guide === null ? null : { slug: guide.slug, title: guide.title, address: row.address };
}
