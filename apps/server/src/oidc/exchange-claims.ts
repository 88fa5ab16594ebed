import { Attached } from '../platform/attached.ts';

/** Who acts for the subject; before them, who acted for the subject towards them (RFC 8693 §4.1). */
export interface Actor {
  sub: string;
  client_id: string;
  act?: Actor;
}

/** What an exchanged token says of how it came about. */
export interface ExchangeClaims {
  act: Actor;
  /** Audiences of the tokens that were exchanged on the way to this one, first to last. */
  exchanged_from: readonly string[];
}

interface Exchange {
  grant_id: string;
  /** All that the token says beyond what every token says. */
  claims: Record<string, unknown>;
}

const exchanges = new Attached<Exchange>();

/** Notes it for a token that is about to be issued. */
export function rememberExchange(token: object, exchange: Exchange): void {
  exchanges.set(token, exchange);
}

/** Of a token that is being issued in exchange. */
export function exchangeOf(token: object): Exchange | undefined {
  return exchanges.get(token);
}

/** Claims of ours that an access token carries besides what every token does: how it came about, and how the user signed in. */
const CARRIED = ['act', 'exchanged_from', 'auth_time', 'acr'];

/** Of a token that we signed or stored ourselves, those that introspection tells as well, and that an exchange hands on. */
export function carriedClaims(claims: Readonly<Record<string, unknown>> | undefined): Record<string, unknown> {
  return Object.fromEntries(CARRIED.filter((name) => claims?.[name] !== undefined).map((name) => [name, claims?.[name]]));
}

/** From the claims of a token that we signed or stored ourselves; `null` when it came about otherwise. */
export function readExchangeClaims(claims: Readonly<Record<string, unknown>> | undefined): ExchangeClaims | null {
  if (claims?.['act'] === undefined) return null;
  const from: unknown = claims['exchanged_from'] ?? [];
  return { act: claims['act'] as Actor, exchanged_from: from as string[] };
}

/** All actors of a chain, the present one first. */
export function actorsOf(actor: Actor | undefined): Actor[] {
  return actor === undefined ? [] : [actor, ...actorsOf(actor.act)];
}
