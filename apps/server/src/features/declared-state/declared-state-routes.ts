import { contract } from '@consentry/contract';
import { implement } from '../../http/implement.ts';
import { applyDeclaredState } from './apply-declared-state.ts';

export const declaredStateRoutes = [
  implement(contract.declaredState.apply, async (ctx, { body }) => ({ changes: await applyDeclaredState(ctx, body) })),
];
