import type { AuthorizationDetailsType } from '@consentry/contract';
import type { Context } from '../../context.ts';
import { uniqueViolation } from '../../platform/database.ts';
import { Problem } from '../../problem.ts';
import { assertDetailsTypes } from './assert-details-types.ts';
import { deleteDetailsTypesOf, insertDetailsTypes, selectDetailsTypes } from './details-type-store.ts';

/** Makes these the types of a resource server. A type that another has is a fault. Runs in the caller’s transaction. */
export async function replaceTypes(tx: Context, resource: string, types: readonly AuthorizationDetailsType[]): Promise<void> {
  assertDetailsTypes(types);
  await deleteDetailsTypesOf(tx, resource);
  const taken = await selectDetailsTypes(
    tx,
    types.map(({ type }) => type),
  );
  const errors = types.flatMap(({ type }, index) => {
    const owner = taken.find((other) => other.type === type);
    return owner === undefined ? [] : [typeTaken(type, index, `is a type of “${owner.resource}” already`)];
  });
  if (errors.length > 0) throw new Problem('invalid-request', errors.map(({ detail }) => detail).join('; '), { errors });
  await insertDetailsTypes(tx, resource, types).catch((cause: unknown) => {
    if (uniqueViolation(cause) !== 'authorization_details_types_pkey') throw cause;
    const detail = 'a type was declared by another resource server just now';
    throw new Problem('invalid-request', detail, { errors: [{ pointer: '#/authorization_details_types', detail }], cause });
  });
}

function typeTaken(type: string, index: number, reason: string) {
  return { pointer: `#/authorization_details_types/${index}/type`, detail: `“${type}” ${reason}; a type is one resource server’s alone` };
}
