import { contract } from '@consentry/contract';
import { implement } from '../../http/implement.ts';
import { createInitialAccessToken } from './create-initial-access-token.ts';
import { selectInitialAccessTokens } from './initial-access-token-store.ts';
import { revokeInitialAccessToken } from './revoke-initial-access-token.ts';

const { initialAccessTokens } = contract;

export const initialAccessTokenRoutes = [
  implement(initialAccessTokens.list, (ctx, { query }) => selectInitialAccessTokens(ctx, query)),
  implement(initialAccessTokens.create, (ctx, { body }) => createInitialAccessToken(ctx, body)),
  implement(initialAccessTokens.revoke, (ctx, { params }) => revokeInitialAccessToken(ctx, params.initial_access_token_id)),
];
