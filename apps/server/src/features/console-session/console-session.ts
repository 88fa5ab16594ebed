import { z } from 'zod';
import type { Context } from '../../context.ts';
import { hashToken } from '../../platform/keyring.ts';
import { deleteConsoleSession, insertConsoleSession, selectConsoleSession } from './console-session-store.ts';

/** How long an operator works in the console before the browser's own session is asked again. */
export const CONSOLE_SESSION_SECONDS = 12 * 60 * 60;
const SIGN_IN_SECONDS = 60 * 60;

const PendingSignIn = z.object({ state: z.string(), nonce: z.string(), code_verifier: z.string(), return_to: z.string() });
export type PendingSignIn = z.infer<typeof PendingSignIn>;

/** Begins a sign-in; the browser holds only the identifier that is returned. */
export async function openPendingSignIn(ctx: Context, pending: PendingSignIn): Promise<string> {
  return open(ctx, { purpose: 'pending', user_id: null, clear: JSON.stringify(pending), seconds: SIGN_IN_SECONDS });
}

/** The sign-in that this browser began, once. */
export async function takePendingSignIn(ctx: Context, id: string): Promise<PendingSignIn | null> {
  const row = await deleteConsoleSession(ctx, hashToken(id));
  if (row === null || row.user_id !== null) return null;
  return PendingSignIn.parse(JSON.parse(ctx.keyring.open('console_session:pending', row.sealed_payload)));
}

/** Opens a console session under a new identifier; the access token stays on the server. */
export async function openConsoleSession(ctx: Context, input: { user_id: string; access_token: string }): Promise<string> {
  return open(ctx, { purpose: 'session', user_id: input.user_id, clear: input.access_token, seconds: CONSOLE_SESSION_SECONDS });
}

/** Access token of the console session, or `null`. */
export async function consoleAccessToken(ctx: Context, id: string): Promise<string | null> {
  const row = await selectConsoleSession(ctx, hashToken(id));
  return row === null || row.user_id === null ? null : ctx.keyring.open('console_session:session', row.sealed_payload);
}

/** Who is signed in to the console with this session, or `null`. */
export async function consoleUserId(ctx: Context, id: string): Promise<string | null> {
  return (await selectConsoleSession(ctx, hashToken(id)))?.user_id ?? null;
}

export async function closeConsoleSession(ctx: Context, id: string): Promise<void> {
  await deleteConsoleSession(ctx, hashToken(id));
}

async function open(ctx: Context, input: { purpose: string; user_id: string | null; clear: string; seconds: number }): Promise<string> {
  const id = ctx.random.secret();
  await insertConsoleSession(ctx, {
    id_hash: hashToken(id),
    user_id: input.user_id,
    sealed_payload: ctx.keyring.seal(`console_session:${input.purpose}`, input.clear),
    expires_at: new Date(ctx.clock.now().getTime() + input.seconds * 1000),
  });
  return id;
}
