import type { Settings } from '@consentry/contract';
import type { Context } from '../../context.ts';
import { changedMembers, definedMembers } from '../../platform/changed-members.ts';
import { assertPrecondition } from '../../precondition.ts';
import { mutate } from '../audit-events/mutate.ts';
import { getSettings } from './get-settings.ts';
import { upsertSettings } from './settings-store.ts';

/** Changes the settings that are sent. Problems: `precondition-failed`. */
export async function updateSettings(ctx: Context, input: { [K in keyof Settings]?: Settings[K] | undefined }): Promise<Settings> {
  return mutate(ctx, async (tx) => {
    const before = await getSettings(tx);
    await assertPrecondition(tx, () => before);
    const after = { ...before, ...definedMembers(input) };
    const changed = changedMembers(before, after);
    if (changed.length === 0) return { result: before, audit: null };
    const values = Object.fromEntries(changed.map((name) => [name, after[name]]));
    await upsertSettings(tx, values);
    return { result: after, audit: { action: 'settings.updated', details: values } };
  });
}
