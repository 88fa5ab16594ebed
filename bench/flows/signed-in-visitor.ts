import { createHash, randomBytes } from 'node:crypto';
import { formBody } from '../../tests/support/http-exchange.ts';
import type { HttpConnection } from '../http/http-connection.ts';
import { nextAddress, Visitor } from '../http/visitor.ts';
import { authorizationOf, CALLBACK, PASSWORD, WEB_CLIENT } from '../systems/parties.ts';
import { expectAlg, expectAnswer } from './expect-answer.ts';
import type { Stage } from './flow.ts';

const AUTHORIZATION = authorizationOf(WEB_CLIENT);

/** A user in a browser, with the client that the user visits. */
export class SignedInVisitor {
  readonly username: string;
  readonly #connection: HttpConnection;
  readonly #visitor: Visitor;
  readonly #address = nextAddress();

  constructor(connection: HttpConnection, origin: string, username: string) {
    this.username = username;
    this.#connection = connection;
    this.#visitor = new Visitor(connection, origin);
  }

  /** From the authorization request, through pages if there are any, to the tokens (RFC 6749 §4.1). */
  async obtainTokens(scope: string, parameters: Record<string, string> = {}): Promise<Record<string, unknown>> {
    const code_verifier = randomBytes(32).toString('base64url');
    const state = randomBytes(8).toString('hex');
    const target = authorizationTarget({ scope, state, code_challenge: challengeOf(code_verifier), ...parameters });
    const callback = await this.#visitor.authorize(target, { identifier: this.username, password: PASSWORD });
    const code = callback.searchParams.get('code');
    if (code === null || callback.searchParams.get('state') !== state) throw new Error(`the client got no code: ${callback.href}`);
    const tokens = await this.token({ grant_type: 'authorization_code', code, redirect_uri: CALLBACK, code_verifier });
    expectAlg(tokens['id_token'], 'ES256');
    return tokens;
  }

  /** A request of the client to the token endpoint. */
  async token(form: Record<string, string>): Promise<Record<string, unknown>> {
    const headers = { ...AUTHORIZATION, 'x-forwarded-for': this.#address };
    const answer = await this.#connection.send({ method: 'POST', target: '/oauth2/token', headers, body: formBody(form) });
    return expectAnswer(answer, 200, ['access_token', 'id_token', 'expires_in']);
  }

  /** OIDC Core §5.3 */
  async userinfo(access_token: unknown): Promise<void> {
    const headers = { authorization: `Bearer ${String(access_token)}`, 'x-forwarded-for': this.#address };
    const answer = await this.#connection.send({ method: 'GET', target: '/oauth2/userinfo', headers });
    const claims = expectAnswer(answer, 200, ['sub', 'name', 'email']);
    if (claims['email'] !== `${this.username}@example.com`) throw new Error(`the claims are another's: ${answer.text}`);
  }

  /** RFC 7662 §2 */
  async introspect(token: unknown): Promise<void> {
    const headers = { ...AUTHORIZATION, 'x-forwarded-for': this.#address };
    const body = formBody({ token: String(token) });
    const answer = await this.#connection.send({ method: 'POST', target: '/oauth2/introspect', headers, body });
    if (expectAnswer(answer, 200, ['active', 'sub', 'exp'])['active'] !== true) throw new Error(`not active: ${answer.text}`);
  }
}

export function challengeOf(verifier: string): string {
  return createHash('sha256').update(verifier).digest('base64url');
}

/** OIDC Core §3.1.2.1 */
export function authorizationTarget(parameters: Record<string, string>): string {
  const request = {
    client_id: WEB_CLIENT,
    response_type: 'code',
    redirect_uri: CALLBACK,
    nonce: 'n-0S6_WzA2Mj',
    code_challenge_method: 'S256',
    ...parameters,
  };
  return `/oauth2/authorize?${formBody(request)}`;
}

/**
 * So many people for each second take turns, so that no grant gathers more than a hundred tokens: the engine's own adapter goes through
 * all tokens of a grant at each new one.
 */
const PEOPLE_PER_SECOND = 24;
const MOST_PEOPLE = 288;

/** For each connection the people that take turns on it. */
export async function makeVisitors({ system, connections, seconds, newUsers }: Stage): Promise<SignedInVisitor[][]> {
  const each = Math.ceil(Math.min(PEOPLE_PER_SECOND * seconds, MOST_PEOPLE) / connections.length);
  const usernames = await newUsers(each * connections.length);
  return connections.map((connection, index) =>
    usernames.slice(index * each, (index + 1) * each).map((username) => new SignedInVisitor(connection, system.origin, username)),
  );
}

/** Gives each person what `make` says, all connections at once; the operations then take one person after the other. */
export async function takeTurns<T>(
  visitors: SignedInVisitor[][],
  make: (visitor: SignedInVisitor) => Promise<T>,
  act: (visitor: SignedInVisitor, made: { value: T }) => Promise<void>,
): Promise<(() => Promise<void>)[]> {
  return Promise.all(
    visitors.map(async (people) => {
      const ready: { visitor: SignedInVisitor; made: { value: T } }[] = [];
      for (const visitor of people) ready.push({ visitor, made: { value: await make(visitor) } });
      let turn = 0;
      return async () => {
        const next = ready[(turn += 1) % ready.length];
        if (next !== undefined) await act(next.visitor, next.made);
      };
    }),
  );
}
