import { AUTHORIZATION_DETAILS_LIMITS as LIMITS, type AuthorizationDetail } from '@consentry/contract';
import { detailSchema } from './detail-schema.ts';
import type { DetailsTypeRow } from './details-type-store.ts';

/** Names that reach into objects themselves (prototype pollution) have no business in a detail. */
const FORBIDDEN_NAMES = ['__proto__', 'constructor', 'prototype'];

/** What is wrong with a detail as one of its type, naming the member; `null`: nothing. */
export function detailFault(detail: AuthorizationDetail, { schema }: Pick<DetailsTypeRow, 'schema'>): string | null {
  return shapeFault(detail) ?? schemaMismatch(detail, schema);
}

/** Bounds that hold whatever the schema says: what is shown to a person in full has to be readable. */
function shapeFault(detail: AuthorizationDetail): string | null {
  const count = { members: 0 };
  return faultAt(detail, [], count);
}

function faultAt(value: unknown, path: readonly string[], count: { members: number }): string | null {
  if (path.length > LIMITS.max_depth) return `${memberName(path)} is nested too deep`;
  if (typeof value === 'string') return textFault(value, path);
  if (typeof value === 'number') return numberFault(value, path);
  if (typeof value !== 'object' || value === null) return null;
  for (const [name, inner] of Object.entries(value)) {
    const here = [...path, name];
    count.members += 1;
    if (count.members > LIMITS.max_members) return `it has more than ${LIMITS.max_members} members`;
    const fault = nameFault(name, here) ?? faultAt(inner, here, count);
    if (fault !== null) return fault;
  }
  return null;
}

function nameFault(name: string, path: readonly string[]): string | null {
  if (FORBIDDEN_NAMES.includes(name)) return `${memberName(path)} is a name that no member may have`;
  return /^[^\p{C}]{1,64}$/u.test(name) ? null : `${memberName(path)} is not a name of 1 to 64 visible characters`;
}

function textFault(text: string, path: readonly string[]): string | null {
  if (text.length > LIMITS.max_text) return `${memberName(path)} is longer than ${LIMITS.max_text} characters`;
  return text.isWellFormed() && !/[\u0000-\u001f\u007f]/.test(text) ? null : `${memberName(path)} has control characters`;
}

/** A number that JSON cannot write back would be another one when it is read again. */
function numberFault(value: number, path: readonly string[]): string | null {
  return Number.isFinite(value) && !Object.is(value, -0) ? null : `${memberName(path)} is a number that cannot be kept`;
}

function schemaMismatch(detail: AuthorizationDetail, schema: DetailsTypeRow['schema']): string | null {
  const { type: _type, ...members } = detail;
  const describesType = typeof schema['properties'] === 'object' && schema['properties'] !== null && 'type' in schema['properties'];
  const result = detailSchema(schema).safeParse(describesType ? detail : members);
  if (result.success) return null;
  const [issue] = result.error.issues;
  const path = (issue?.path ?? []).map(String);
  return `${path.length === 0 ? 'it' : memberName(path)} is not as its schema says: ${issue?.message ?? 'invalid'}`;
}

/** As the developer wrote it. What an error answers is ASCII without quotes (RFC 6749 §5.2). */
function memberName(path: readonly string[]): string {
  return path
    .join('.')
    .replaceAll(/[^\x20\x21\x23-\x5b\x5d-\x7e]/g, '?')
    .slice(0, 200);
}
