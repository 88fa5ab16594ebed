import { contract, ProblemError, type ApiClient } from '@consentry/contract';
import { BrowserLike, type Page } from '../support/browser-like.ts';
import { expectUnavailable } from '../support/expect-unavailable.ts';
import type { Exchange } from '../support/http-exchange.ts';
import { makePerson, type Person } from '../support/make-person.ts';
import { obtainCode, redeemCode, refresh, tokenAnswer, type Authorized, type FlowParty } from '../support/oauth-exchange.ts';

const OFFLINE = { scope: 'openid offline_access', prompt: 'consent' };
/** Codes that a client holds before it redeems the oldest. */
const STOCK = 5;

/** A code, and when it was given. */
export interface HeldCode extends Authorized {
  at: number;
}

/** What the product said yes to, and what it left open; nothing of it is asked of the product itself. */
export class Ledger {
  readonly people: Person[] = [];
  /** Who has allowed the client. */
  readonly granted: Person[] = [];
  readonly access_tokens: string[] = [];
  readonly codes: { unused: HeldCode[]; spent: HeldCode[]; in_doubt: HeldCode[] } = { unused: [], spent: [], in_doubt: [] };
  readonly refresh_tokens: { live: string[]; spent: string[] } = { live: [], spent: [] };

  /** Users and grants that the product does not know any more. */
  async missing(api: ApiClient): Promise<string[]> {
    const missing: string[] = [];
    for (const { user_id, identifier } of this.people) {
      const user = await api(contract.users.get, { params: { user_id } }).catch(() => null);
      if (user?.username !== identifier) missing.push(`the user ${identifier}`);
    }
    for (const { user_id, identifier } of this.granted) {
      const { items } = await api(contract.grants.list, { query: { user_id } });
      if (items.length === 0) missing.push(`the grant of ${identifier}`);
    }
    return missing;
  }
}

interface Attempt {
  began: number;
  end: 'done' | 'refused' | 'wrong';
}

/** The product said, as it should, that it is not available. */
class Refused extends Error {
  override name = 'Refused';
}

/** A refusal has to be well-formed wherever it comes on the way. */
class WatchedBrowser extends BrowserLike {
  override async send(...visit: Parameters<BrowserLike['send']>): Promise<Page> {
    const page = await super.send(...visit);
    if (page.status === 503) refused(page, 'text/html');
    return page;
  }
}

function refused(answer: Exchange, contentType: string): never {
  expectUnavailable(answer, contentType);
  throw new Refused(answer.text);
}

function unlessRefused(answer: Exchange): Exchange {
  if (answer.status === 503) refused(answer, 'application/json');
  if (answer.status !== 200) throw new Error(`${answer.status}: ${answer.text}`);
  return answer;
}

async function obtain(party: FlowParty, browser: BrowserLike): Promise<HeldCode> {
  const authorized = await obtainCode(party, OFFLINE, browser);
  return { ...authorized, at: performance.now() };
}

/** People who sign up, sign in, allow and come back, until it is stopped; each yes is written down the moment that it came. */
export class AcknowledgedWork {
  readonly ledger = new Ledger();
  readonly attempts: Attempt[] = [];
  /** What was neither done nor refused as it should be. */
  readonly wrong: string[] = [];
  readonly #api: ApiClient;
  readonly #party: FlowParty;
  readonly #workers: Promise<void>[];
  #working = true;

  /** @param lasting refresh tokens that are used on and on */
  constructor({ api, party, lasting }: { api: ApiClient; party: FlowParty; lasting: readonly string[] }) {
    this.#api = api;
    this.#party = party;
    const newcomer = () => this.#newcomer();
    const steps = [...lasting.map((token) => this.#refreshOn(token)), newcomer, newcomer, this.#latecomer()];
    this.#workers = steps.map((step) => this.#repeat(step));
  }

  /** How many attempts that began since then ended so. */
  count(end: Attempt['end'], since = 0): number {
    return this.attempts.filter((attempt) => attempt.end === end && attempt.began >= since).length;
  }

  async stop(): Promise<void> {
    this.#working = false;
    await Promise.all(this.#workers);
  }

  async #repeat(step: () => Promise<void>): Promise<void> {
    while (this.#working) {
      const began = performance.now();
      const end = await step().then(
        () => 'done' as const,
        (error: unknown) => this.#failed(error),
      );
      this.attempts.push({ began, end });
    }
  }

  #failed(error: unknown): 'refused' | 'wrong' {
    if (error instanceof Refused || (error instanceof ProblemError && error.slug === 'unavailable')) return 'refused';
    this.wrong.push(error instanceof Error ? (error.stack ?? error.message) : String(error));
    return 'wrong';
  }

  async #newcomer(): Promise<void> {
    const { people, granted, codes } = this.ledger;
    const person = await makePerson(this.#api);
    people.push(person);
    const party = { ...this.#party, answers: person };
    const code = await obtain(party, new WatchedBrowser());
    granted.push(person);
    if (granted.length % 3 === 0) codes.unused.push(code);
    else await this.#redeem(code);
  }

  /** Somebody who is signed in, and a client that takes its time with what it got. */
  #latecomer(): () => Promise<void> {
    const browser = new WatchedBrowser();
    const stock: HeldCode[] = [];
    return async () => {
      const oldest = stock.shift();
      if (oldest !== undefined) await this.#redeem(oldest);
      while (stock.length < STOCK) stock.push(await obtain(this.#party, browser));
    };
  }

  async #redeem(code: HeldCode): Promise<void> {
    const { codes, access_tokens, refresh_tokens } = this.ledger;
    codes.in_doubt.push(code);
    const tokens = tokenAnswer(unlessRefused(await redeemCode(this.#party, code)));
    codes.in_doubt.splice(codes.in_doubt.indexOf(code), 1);
    codes.spent.push(code);
    access_tokens.push(tokens.access_token);
    refresh_tokens.live.push(tokens.refresh_token);
  }

  /** The same token again as long as it was not replaced. */
  #refreshOn(first: string): () => Promise<void> {
    const { live, spent } = this.ledger.refresh_tokens;
    live.push(first);
    let current = first;
    return async () => {
      const { refresh_token: next } = tokenAnswer(unlessRefused(await refresh(this.#party, current)));
      live.splice(live.indexOf(current), 1, next);
      spent.push(current);
      current = next;
    };
  }
}
