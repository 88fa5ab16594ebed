import { contract } from '@consentry/contract';
import { implement } from '../../http/implement.ts';
import { createUser } from './create-user.ts';
import { disableUser } from './disable-user.ts';
import { enableUser } from './enable-user.ts';
import { getUser } from './get-user.ts';
import { updateUser } from './update-user.ts';
import { selectUsers } from './user-store.ts';

const { users } = contract;

export const userRoutes = [
  implement(users.list, (ctx, { query }) => selectUsers(ctx, query)),
  implement(users.create, (ctx, { body }) => createUser(ctx, body)),
  implement(users.get, (ctx, { params }) => getUser(ctx, params.user_id)),
  implement(users.update, (ctx, { params, body }) => updateUser(ctx, { ...body, user_id: params.user_id })),
  implement(users.disable, (ctx, { params }) => disableUser(ctx, params.user_id)),
  implement(users.enable, (ctx, { params }) => enableUser(ctx, params.user_id)),
];
