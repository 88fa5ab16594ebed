import { contract } from '@consentry/contract';
import { implement } from '../../http/implement.ts';
import { changeManyClients } from './change-many-clients.ts';
import { selectClients } from './client-list-store.ts';
import { createClient } from './create-client.ts';
import { createClientSecret } from './create-client-secret.ts';
import { deleteClient } from './delete-client.ts';
import { disableClient } from './disable-client.ts';
import { enableClient } from './enable-client.ts';
import { deleteClientLogo } from './delete-client-logo.ts';
import { getClient } from './get-client.ts';
import { getClientUse } from './get-client-use.ts';
import { putClientLogo } from './put-client-logo.ts';
import { revokeClientSecret } from './revoke-client-secret.ts';
import { takeOverClient } from './take-over-client.ts';
import { rotateClientSecret } from './rotate-client-secret.ts';
import { updateClient } from './update-client.ts';

const { clients } = contract;

export const clientRoutes = [
  implement(clients.list, (ctx, { query }) => selectClients(ctx, query)),
  implement(clients.create, (ctx, { body }) => createClient(ctx, body)),
  implement(clients.get, (ctx, { params }) => getClient(ctx, params.client_id)),
  implement(clients.update, (ctx, { params, body }) => updateClient(ctx, { ...body, client_id: params.client_id })),
  implement(clients.delete, (ctx, { params }) => deleteClient(ctx, params.client_id)),
  implement(clients.use, (ctx, { params }) => getClientUse(ctx, params.client_id)),
  implement(clients.disable, (ctx, { params, body }) => disableClient(ctx, { ...body, client_id: params.client_id })),
  implement(clients.enable, (ctx, { params }) => enableClient(ctx, params.client_id)),
  implement(clients.changeMany, (ctx, { body }) => changeManyClients(ctx, body)),
  implement(clients.takeOver, (ctx, { params }) => takeOverClient(ctx, params.client_id)),
  implement(clients.putLogo, (ctx, { params, body }) => putClientLogo(ctx, { ...params, bytes: body })),
  implement(clients.deleteLogo, (ctx, { params }) => deleteClientLogo(ctx, params)),
  implement(clients.createSecret, (ctx, { params, body }) => createClientSecret(ctx, { ...body, client_id: params.client_id })),
  implement(clients.rotateSecret, (ctx, { params, body }) => rotateClientSecret(ctx, { ...body, client_id: params.client_id })),
  implement(clients.revokeSecret, (ctx, { params }) => revokeClientSecret(ctx, params)),
];
