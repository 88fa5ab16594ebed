import type { IncomingMessage, ServerResponse } from 'node:http';
import type { KoaContextWithOIDC, Provider } from 'oidc-provider';
import type { Context } from '../context.ts';
import { loadSigningKeys, type LoadedSigningKeys } from '../features/signing-keys/load-signing-keys.ts';
import { createProvider, type ProviderOptions } from './provider.ts';
import { giveWholeBody } from './request-body.ts';
import { PublicDocuments } from './public-documents.ts';
import { noteServerError } from './unavailable.ts';

/** Holds the engine, and replaces it when the signing keys change: the engine takes its keys once, when it is made. */
export class ProviderHost {
  readonly #ctx: Context;
  readonly #parts: Omit<ProviderOptions, keyof LoadedSigningKeys | 'public_documents'>;
  /** What the engine was made with. */
  #set = '';
  #provider: Provider | null = null;
  #documents: PublicDocuments | null = null;
  #callback: ((request: IncomingMessage, response: ServerResponse) => Promise<void>) | null = null;

  constructor(ctx: Context, parts: Omit<ProviderOptions, keyof LoadedSigningKeys | 'public_documents'>) {
    this.#ctx = ctx;
    this.#parts = parts;
  }

  /** Reads the keys and, when they or their order changed, builds the engine anew. Requests under way stay with the old one. */
  async refresh(): Promise<void> {
    const loaded = await loadSigningKeys(this.#ctx);
    const set = [...loaded.keys.map(({ kid }) => kid), ...loaded.algs].join(' ');
    if (set === this.#set) return;
    this.#replace(loaded);
    this.#set = set;
  }

  get provider(): Provider {
    if (this.#provider === null) throw new Error('the engine is not started');
    return this.#provider;
  }

  async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (this.#documents?.answer(request, response) === true) return;
    if (request.method === 'POST') giveWholeBody(request);
    await this.#callback?.(request, response);
  }

  #replace(loaded: LoadedSigningKeys): void {
    const documents = new PublicDocuments(this.#ctx.cache);
    const provider = createProvider(this.#ctx, { ...loaded, ...this.#parts, public_documents: documents });
    provider.on('server_error', (ctx: KoaContextWithOIDC, error: Error) => {
      noteServerError(ctx, error);
      this.#ctx.logger.error({ err: error, path: ctx.path }, 'a protocol request failed');
    });
    this.#provider = provider;
    this.#documents = documents;
    this.#callback = provider.callback();
  }
}
