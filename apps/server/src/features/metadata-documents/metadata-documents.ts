import type { RegistrationPolicy } from '@consentry/contract';
import type { Context } from '../../context.ts';
import type { OutboundFetch } from '../../platform/outbound-fetch.ts';
import { RateLimited, type RateLimit } from '../../platform/rate-limit.ts';
import { findClient, type ClientRow } from '../clients/find-client.ts';
import { getRegistrationPolicy } from '../registration-policy/get-registration-policy.ts';
import { recordRegistrationRefusal } from '../registrations/record-registration-refusal.ts';
import type { RegistrationLimits } from '../registrations/registration-limits.ts';
import { assertDocumentAllowed } from './assert-document-allowed.ts';
import { DocumentRefused, isPassing, type DocumentRefusalReason } from './document-refused.ts';
import { fetchMetadataDocument } from './fetch-metadata-document.ts';
import {
  claimMetadataDocument,
  selectMetadataDocument,
  updateMetadataDocumentFailed,
  updateMetadataDocumentFetched,
  type MetadataDocumentRow,
} from './metadata-document-store.ts';
import { asDocumentRefused, readMetadataDocument } from './read-metadata-document.ts';
import { storeDocumentClient } from './store-document-client.ts';

export interface MetadataDocumentOptions {
  outbound: OutboundFetch;
  limits: RegistrationLimits;
  /** Requests to one host, whoever causes them. */
  perHost: RateLimit;
  /** Hosts with ports on this machine that may have documents: for development. */
  loopback_hosts: readonly string[];
}

/** After a failure a document is left alone for so long. */
const COOL_DOWN_SECONDS = 5 * 60;
/** How long a good document is used beyond its time while its server has trouble. */
const STALE_SECONDS = 24 * 60 * 60;

/** Clients whose id is the URL of their metadata (draft-ietf-oauth-client-id-metadata-document). */
export class MetadataDocuments {
  readonly #options: MetadataDocumentOptions;
  /** Requests of this process for one document wait for the same fetch. */
  readonly #fetching = new Map<string, Promise<void>>();

  constructor(options: MetadataDocumentOptions) {
    this.#options = options;
  }

  /**
   * The client of the document, or `null` when there is none. Only an authorization request introduces a new one, because otherwise
   * anybody could make the server fetch from any endpoint; it throws `DocumentRefused` where others get `null`.
   */
  async find(ctx: Context, clientId: string, options: { introduces: boolean }): Promise<ClientRow | null> {
    const known = await findClient(ctx, clientId);
    if (known !== null && known.origin !== 'metadata_document') return known;
    if (known === null && !options.introduces) return null;
    const refused = await this.#refresh(ctx, clientId, known === null);
    const document = await selectMetadataDocument(ctx, clientId);
    const usable = (refused === null || isPassing(refused.reason)) && isUsable(ctx, document);
    const client = usable ? await findClient(ctx, clientId) : null;
    if (client === null && options.introduces) throw refused ?? lastRefusal(document);
    return client;
  }

  /** Fetches the document when it is due; gives back why it is not to be used. */
  async #refresh(ctx: Context, clientId: string, isNew: boolean): Promise<DocumentRefused | null> {
    const policy = await getRegistrationPolicy(ctx);
    try {
      const { quarantined } = assertDocumentAllowed(clientId, policy, this.#options.loopback_hosts);
      if (await this.#isDue(ctx, clientId)) await this.#fetchOnce(ctx, policy, { client_id: clientId, quarantined, is_new: isNew });
      return null;
    } catch (error) {
      if (!(error instanceof DocumentRefused)) throw error;
      await this.#note(ctx, { client_id: clientId, refused: error });
      return error;
    }
  }

  async #isDue(ctx: Context, clientId: string): Promise<boolean> {
    if (this.#fetching.has(clientId)) return true;
    const document = await selectMetadataDocument(ctx, clientId);
    const now = ctx.clock.now();
    return document === null || [document.expires_at, document.retry_at].every((time) => time === null || time <= now);
  }

  #fetchOnce(ctx: Context, policy: RegistrationPolicy, wanted: WantedDocument): Promise<void> {
    const running = this.#fetching.get(wanted.client_id);
    if (running !== undefined) return running;
    const fetching = this.#fetch(ctx, policy, wanted).finally(() => this.#fetching.delete(wanted.client_id));
    this.#fetching.set(wanted.client_id, fetching);
    return fetching;
  }

  async #fetch(ctx: Context, policy: RegistrationPolicy, wanted: WantedDocument): Promise<void> {
    const { client_id } = wanted;
    await this.#assertWithinLimits(ctx, policy, wanted);
    const claimed = await claimMetadataDocument(ctx, { client_id, until: later(ctx, COOL_DOWN_SECONDS) });
    // Another instance is at it; what is known is used meanwhile.
    if (!claimed) return;
    try {
      const { text, cache_seconds } = await fetchMetadataDocument(this.#options.outbound, client_id, ctx.clock.now());
      await storeDocumentClient(ctx, policy, { ...wanted, metadata: readMetadataDocument(client_id, text) });
      await updateMetadataDocumentFetched(ctx, { client_id, expires_at: later(ctx, cache_seconds) });
    } catch (cause) {
      const error = asDocumentRefused(cause);
      if (error instanceof DocumentRefused) {
        const { reason, message: detail } = error;
        await updateMetadataDocumentFailed(ctx, { client_id, reason, detail, retry_at: later(ctx, COOL_DOWN_SECONDS) });
      }
      throw error;
    }
  }

  async #assertWithinLimits(ctx: Context, policy: RegistrationPolicy, { client_id, is_new }: WantedDocument): Promise<void> {
    try {
      if (is_new) await this.#options.limits.admit(ctx.request.ip, policy);
      await this.#options.perHost.consume(new URL(client_id).host);
    } catch (cause) {
      if (cause instanceof RateLimited)
        throw new DocumentRefused('rate_limited', `too many documents were asked for; again in ${cause.retryAfterSeconds} seconds`, {
          cause,
        });
      throw cause;
    }
  }

  /** Once an address was refused so often, no more of it is written down. */
  async #note(ctx: Context, { client_id, refused }: { client_id: string; refused: DocumentRefused }): Promise<void> {
    if (refused.reason === 'not_open') return;
    try {
      await this.#options.limits.refuse(ctx.request.ip);
    } catch (error) {
      if (error instanceof RateLimited) return;
      throw error;
    }
    await recordRegistrationRefusal(ctx, { kind: 'metadata_document', client_id, reason: refused.reason, detail: refused.message });
  }
}

interface WantedDocument {
  client_id: string;
  quarantined: boolean;
  is_new: boolean;
}

/** A document that was good is used until its time is over, and a while longer when only its server has trouble. */
function isUsable(ctx: Context, document: MetadataDocumentRow | null): boolean {
  if (document?.expires_at === undefined || document.expires_at === null) return false;
  if (document.failure_reason !== null && !isPassing(document.failure_reason)) return false;
  return document.expires_at > later(ctx, -STALE_SECONDS);
}

/** Within the cool-down the answer is that of the failure before. */
function lastRefusal(document: MetadataDocumentRow | null): DocumentRefused {
  const { failure_reason: reason, failure_detail: detail } = document ?? {};
  return new DocumentRefused((reason ?? 'unreachable') as DocumentRefusalReason, detail ?? 'it is being fetched; try again in a moment');
}

function later(ctx: Context, seconds: number): Date {
  return new Date(ctx.clock.now().getTime() + seconds * 1000);
}
