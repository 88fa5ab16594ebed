import type { AuthorizationDetail } from '@consentry/contract';
import { isSameDetail } from '../authorization-details/is-within-detail.ts';

/** A detail at the API whose type it is: one of that name at another API is another (RFC 9396 §2). */
export interface DetailIdentity {
  resource: string;
  detail: AuthorizationDetail;
}

/** Those of `asked` that `granted` lacks, each once. */
export function newDetails<Asked extends DetailIdentity>(granted: readonly DetailIdentity[], asked: readonly Asked[]): Asked[] {
  const added: Asked[] = [];
  for (const one of asked) {
    if (![...granted, ...added].some((other) => other.resource === one.resource && isSameDetail(other.detail, one.detail))) added.push(one);
  }
  return added;
}
