import type { ApiClient } from '@consentry/contract';
import { expect } from 'vitest';
import { introspect, redeemCode, refresh, type FlowParty } from '../support/oauth-exchange.ts';
import type { HeldCode, Ledger } from './acknowledged-work.ts';

/** Younger codes have not expired for certain: they live for a minute. */
const FRESH_MS = 40_000;

/**
 * Everything that was acknowledged is there, and nothing works twice. In this order: a code or refresh token that comes a second time
 * ends its family (I3).
 * @param known_undone whether what was refused was undone for certain: of a commit amid which PostgreSQL panics, nobody knows
 */
export async function expectAsAcknowledged(
  ledger: Ledger,
  { api, party, known_undone: knownUndone }: { api: ApiClient; party: FlowParty; known_undone: boolean },
): Promise<void> {
  const { codes, refresh_tokens, access_tokens } = ledger;
  const isFresh = ({ at }: HeldCode): boolean => performance.now() - at < FRESH_MS;
  for (const code of codes.in_doubt) {
    const least = knownUndone && isFresh(code) ? 1 : 0;
    const twice = [await redeemCode(party, code), await redeemCode(party, code)];
    const successes = twice.filter(({ status }) => status === 200).length;
    expect([least, 1]).toContain(successes);
    expect(twice[1]?.status).toBe(400);
  }
  const unused = codes.unused.filter(isFresh);
  for (const code of unused) expect((await redeemCode(party, code)).status).toBe(200);
  for (const token of access_tokens) expect((await introspect(party, token))['active']).toBe(true);
  expect(await ledger.missing(api)).toEqual([]);
  for (const token of refresh_tokens.live) expect((await refresh(party, token)).status).toBe(200);
  for (const token of refresh_tokens.spent) expect((await refresh(party, token)).status).toBe(400);
  for (const code of codes.spent) expect((await redeemCode(party, code)).status).toBe(400);
  console.log(
    `as acknowledged: ${ledger.people.length} users, ${ledger.granted.length} grants, ${access_tokens.length} access tokens, ` +
      `${refresh_tokens.live.length} refresh tokens and ${refresh_tokens.spent.length} used ones, ` +
      `${unused.length} codes and ${codes.spent.length} used ones; ${codes.in_doubt.length} codes in doubt were good once at most`,
  );
}
