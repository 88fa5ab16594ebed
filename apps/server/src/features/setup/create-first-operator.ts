import type { CreateUser, User } from '@consentry/contract';
import type { Context } from '../../context.ts';
import { hashPassword } from '../../platform/password-hash.ts';
import { hashToken } from '../../platform/keyring.ts';
import { mutate } from '../audit-events/mutate.ts';
import { createUser } from '../users/create-user.ts';
import { consumeSetupLink } from './setup-link-store.ts';

/** Makes the operator and uses the link up, both or neither; `null` when somebody was faster. Problems: those of `createUser`. */
export async function createFirstOperator(ctx: Context, input: { token: string; user: CreateUser }): Promise<User | null> {
  const { password, ...rest } = input.user;
  const password_hash = await hashPassword(password ?? '');
  return mutate(ctx, async (tx) => {
    if (!(await consumeSetupLink(tx, hashToken(input.token)))) return { result: null, audit: null };
    const user = await createUser(tx, { ...rest, password_hash, operator: true });
    return { result: user, audit: { action: 'setup.completed', user_id: user.user_id } };
  });
}
