import type { ManagementScope } from '@consentry/contract';
import type { Clock } from './platform/clock.ts';
import type { Database } from './platform/database.ts';
import type { Gather } from './platform/gather.ts';
import type { Keyring } from './platform/keyring.ts';
import type { Logger } from './platform/logger.ts';
import type { OutboundFetch } from './platform/outbound-fetch.ts';
import type { Random } from './platform/random.ts';
import type { RowCache } from './platform/row-cache.ts';
import type { Signal } from './platform/signal.ts';
import type { Precondition } from './precondition.ts';

/** Who acts: a person in a browser, a machine-to-machine client, or the server itself (start, jobs, `--apply`). */
export interface Actor {
  readonly type: 'user' | 'client' | 'system';
  readonly id: string | null;
  /** Scopes of the management API. */
  readonly scopes: ReadonlySet<ManagementScope>;
}

/** How the proxy that ends TLS says what certificate the client has shown: in headers, which the listener removes from what others send. */
export interface ClientCertificates {
  readonly certificate: string;
  /** Says `SUCCESS` when the proxy has verified the chain; null: it verifies none. */
  readonly verification: string | null;
  /** Where the proxy asks for certificates, when that is not the issuer’s origin (RFC 8705 §5). */
  readonly origin: string | null;
}

/** What a verb may use besides its input. In a transaction `db` is that transaction. */
export interface Context {
  readonly db: Database;
  /** The hot path’s way to the database, outside of any transaction. */
  readonly gather: Gather;
  /** What operators configure, as this process knows it. */
  readonly cache: RowCache;
  readonly clock: Clock;
  readonly random: Random;
  readonly keyring: Keyring;
  readonly logger: Logger;
  readonly issuer: string;
  /** How certificates of clients arrive (RFC 8705); null: not at all. */
  readonly clientCertificates: ClientCertificates | null;
  /** For addresses that somebody else has chosen. */
  readonly outbound: OutboundFetch;
  /** Raised when a logout that clients have to be told of is committed. */
  readonly logoutsDue: Signal;
  /** Raised when a mail to be sent is committed; `null`: there is no mail server, and no mail is written. */
  readonly mailsDue: Signal | null;
  readonly actor: Actor;
  /** Of a request that says what it expects to change. */
  readonly precondition?: Precondition;
  readonly request: { readonly id: string; readonly ip: string | null };
}

export const SYSTEM_ACTOR: Actor = { type: 'system', id: null, scopes: new Set() };
