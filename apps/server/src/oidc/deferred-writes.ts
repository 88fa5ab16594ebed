import { Provider, type KoaContextWithOIDC } from 'oidc-provider';
import type { Context } from '../context.ts';
import { Attached } from '../platform/attached.ts';
import type { PlannedWrite } from '../platform/group-commit.ts';

/** A change of the engine’s. */
export interface Change {
  planned: PlannedWrite;
  /** What is changed: two requests that change the same follow each other. */
  keys: readonly string[];
  /** What it saves: a later save of the same in one request replaces the earlier. */
  slot?: string;
  /** What the request fails with when a conditional change has no effect. */
  lost?: () => Error;
}

type Deferred = Map<string, Change>;

const deferred = new Attached<Deferred>();

/** From here on what the request changes waits until it is known whole (see `flushWrites`). */
export function beginDeferring(ctx: KoaContextWithOIDC): void {
  deferred.set(ctx, new Map());
}

/** Makes the change: at the end of a request that defers, else at once. */
export async function change(context: Context, made: Change): Promise<void> {
  const waiting = waitingOf(Provider.ctx);
  if (waiting !== undefined) waiting.set(made.slot ?? `#${waiting.size}`, made);
  else if (!(await context.gather.write(made.planned, made.keys)) && made.lost !== undefined) throw made.lost();
}

/** Changes of the running request that wait; `undefined` when it makes each at once. */
export function waitingChanges(): readonly Change[] | undefined {
  const waiting = waitingOf(Provider.ctx);
  return waiting === undefined ? undefined : [...waiting.values()];
}

export function hasWaitingChanges(ctx: KoaContextWithOIDC): boolean {
  return (deferred.get(ctx)?.size ?? 0) > 0;
}

/**
 * Commits what waits, all or nothing, in one statement. Throws what a change says that was lost to another request: nothing that the
 * request has prepared may leave then.
 */
export async function flushWrites(context: Context, ctx: KoaContextWithOIDC): Promise<void> {
  const waiting = deferred.get(ctx);
  if (waiting === undefined || waiting.size === 0) return;
  const changes = [...waiting.values()];
  waiting.clear();
  const tookEffect = await context.gather.commit({
    writes: changes.map(({ planned }) => planned),
    keys: changes.flatMap(({ keys }) => keys),
  });
  const lost = changes.find((made, index) => made.lost !== undefined && tookEffect[index] !== true);
  if (lost?.lost !== undefined) throw lost.lost();
}

function waitingOf(ctx: object | undefined): Deferred | undefined {
  return ctx === undefined ? undefined : deferred.get(ctx);
}
