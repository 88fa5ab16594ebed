import { contract } from '@consentry/contract';
import { implement, type ImplementedRoute } from '../../http/implement.ts';
import { listSigningKeys } from './list-signing-keys.ts';
import { removeSigningKey } from './remove-signing-key.ts';
import { rotateSigningKeys } from './rotate-signing-keys.ts';

const { signingKeys } = contract;

/** `takeOver` lets this instance sign with the new set at once; the others follow within a minute (see jobs/rotate-signing-keys.ts). */
export function signingKeyRoutes(takeOver: () => Promise<void>): ImplementedRoute[] {
  return [
    implement(signingKeys.list, (ctx) => listSigningKeys(ctx)),
    implement(signingKeys.rotate, async (ctx, { body }) => {
      await rotateSigningKeys(ctx, body);
      await takeOver();
      return listSigningKeys(ctx);
    }),
    implement(signingKeys.remove, async (ctx, { params }) => {
      await removeSigningKey(ctx, params.kid);
      await takeOver();
      return undefined;
    }),
  ];
}
