import type { ResourceServer } from '@consentry/contract';
import type { Context } from '../../context.ts';
import { typesOfResources } from '../authorization-details/types-of-resources.ts';
import { findResourceServer } from './find-resource-server.ts';
import { resourceServerNotFound } from './resource-server-not-found.ts';
import { presentResourceServer } from './present-resource-server.ts';

/** Reads a resource server. Problems: `resource-server-not-found`. */
export async function getResourceServer(ctx: Context, resource: string): Promise<ResourceServer> {
  const row = await findResourceServer(ctx, resource);
  if (row === null) throw resourceServerNotFound(resource);
  const types = await typesOfResources(ctx, [resource]);
  return presentResourceServer(row, types.get(resource) ?? []);
}
