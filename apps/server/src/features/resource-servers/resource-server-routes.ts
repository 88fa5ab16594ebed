import { contract } from '@consentry/contract';
import { implement } from '../../http/implement.ts';
import { createResourceServer } from './create-resource-server.ts';
import { deleteResourceServer } from './delete-resource-server.ts';
import { getProtectedResourceMetadata } from './get-protected-resource-metadata.ts';
import { getResourceServer } from './get-resource-server.ts';
import { listResourceServers } from './list-resource-servers.ts';
import { updateResourceServer } from './update-resource-server.ts';

const { resourceServers } = contract;

export const resourceServerRoutes = [
  implement(resourceServers.list, (ctx, { query }) => listResourceServers(ctx, query)),
  implement(resourceServers.create, (ctx, { body }) => createResourceServer(ctx, body)),
  implement(resourceServers.get, (ctx, { params }) => getResourceServer(ctx, params.resource)),
  implement(resourceServers.update, (ctx, { params, body }) => updateResourceServer(ctx, { ...body, resource: params.resource })),
  implement(resourceServers.getProtectedResourceMetadata, (ctx, { params }) => getProtectedResourceMetadata(ctx, params.resource)),
  implement(resourceServers.delete, (ctx, { params }) => deleteResourceServer(ctx, params.resource)),
];
