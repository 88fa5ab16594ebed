import type { CreateUser, User } from '@consentry/contract';
import type { Context } from '../../context.ts';
import { hashPassword } from '../../platform/password-hash.ts';
import { mutate } from '../audit-events/mutate.ts';
import { assertIdentifiersFree } from './assert-identifiers-free.ts';
import { assertMayChangeOperator } from './assert-may-change-operator.ts';
import { assertPasswordHash } from './assert-password-hash.ts';
import { takenProblem } from './taken-problem.ts';
import { insertUser, presentUser, type UserRow } from './user-store.ts';

/** Creates a user. Problems: `username-taken`, `email-taken`. */
export async function createUser(ctx: Context, input: CreateUser & { password_hash?: string | undefined }): Promise<User> {
  assertMayChangeOperator(ctx.actor, false, input.operator === true ? { operator: true } : {});
  assertPasswordHash(input.password_hash);
  const passwordHash = input.password === undefined ? (input.password_hash ?? null) : await hashPassword(input.password);
  const now = ctx.clock.now();
  const row: UserRow = {
    user_id: ctx.random.id(),
    username: input.username,
    email: input.email ?? null,
    email_verified: input.email_verified ?? false,
    claims: input.claims ?? {},
    groups: input.groups ?? [],
    operator: input.operator ?? false,
    password_hash: passwordHash,
    rehashed_from: null,
    disabled_at: null,
    created_at: now,
    updated_at: now,
  };
  return mutate(ctx, async (tx) => {
    await assertIdentifiersFree(tx, row);
    await insertUser(tx, row).catch(takenProblem(input));
    return {
      result: presentUser(row),
      audit: { action: 'user.created', user_id: row.user_id, details: { username: row.username, operator: row.operator } },
    };
  });
}
