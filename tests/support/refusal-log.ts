import { contract, ProblemError, type ApiClient, type Mistake, type RefusedRequest } from '@consentry/contract';
import { expect } from 'vitest';
import type { Exchange } from './http-exchange.ts';
import { waitUntil } from './wait-until.ts';

/** What the log says of a refused answer: found by the reference that the answer names. It is stored behind the answer, hence the waiting. */
export function loggedRefusal(api: ApiClient, answer: Exchange): Promise<RefusedRequest> {
  const reference = referenceOf(answer);
  return waitUntil(`the refused request ${reference} is in the log`, async () => {
    try {
      return await api(contract.refusedRequests.get, { params: { reference } });
    } catch (error) {
      if (error instanceof ProblemError && error.slug === 'refused-request-not-found') return null;
      throw error;
    }
  });
}

/** The reference of an answer: in the header, and the same where its reader looks. */
function referenceOf(answer: Exchange): string {
  const reference = String(answer.headers['x-request-id']);
  const location = answer.headers.location ?? '';
  const shown = location === '' ? answer.text : location;
  expect(shown, 'the answer names its reference').toContain(reference);
  return reference;
}

export interface Expected {
  mistake: Mistake;
  /** Words of what came, of what was expected, and of the mend. */
  came?: string;
  expected?: string;
  mend: string;
  fix?: { kind: string; value: string; resource?: string | null };
  client_id?: string;
  /** What must stand nowhere in the entry. */
  secrets?: string[];
}

/** The log names the mistake and the mend, and holds nothing that opens anything. */
export async function expectLogged(api: ApiClient, answer: Exchange, wanted: Expected): Promise<RefusedRequest> {
  const entry = await loggedRefusal(api, answer);
  expect(entry).toMatchObject({
    mistake: wanted.mistake,
    came: expect.stringContaining(wanted.came ?? ''),
    expected: expect.stringContaining(wanted.expected ?? ''),
    mend: expect.stringContaining(wanted.mend),
    ...(wanted.client_id === undefined ? {} : { client_id: wanted.client_id, client_known: true }),
    ...(wanted.fix === undefined ? {} : { fix: { done: false, ...wanted.fix } }),
  });
  const stored = JSON.stringify(entry);
  for (const secret of (wanted.secrets ?? []).filter((text) => text !== '')) expect(stored).not.toContain(secret);
  return entry;
}

/** A refused client authentication is answered the same way, whatever was wrong (RFC 6749 §5.2). */
export function expectNothingTold(answer: Exchange): void {
  expect(answer.status).toBe(401);
  expect(answer.json()).toEqual({
    error: 'invalid_client',
    error_description: expect.stringMatching(/^client authentication failed \(reference \S+\)$/),
  });
}
