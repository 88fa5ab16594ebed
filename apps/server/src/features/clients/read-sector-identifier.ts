import { sectorIdentifierUriProblem } from '@consentry/contract';
import type { Context } from '../../context.ts';
import { OutboundFailure } from '../../platform/outbound-fetch.ts';
import type { ClientRow } from './client-store.ts';

const TIMEOUT_MILLISECONDS = 3000;
const MAX_BYTES = 64 * 1024;

/** What a sector identifier answered: the redirect URIs that it lists, or why that could not be read. */
export interface SectorIdentifier {
  uri: string;
  listed: ReadonlySet<string>;
  fault: string | null;
}

/** Reads the document of a client’s pairwise sector (OIDC Core §8.1); before a transaction, because it may take its time. */
export async function readSectorIdentifier(
  ctx: Context,
  client: Pick<ClientRow, 'subject_type' | 'sector_identifier_uri'>,
): Promise<SectorIdentifier | null> {
  const uri = client.sector_identifier_uri;
  if (uri === null || client.subject_type !== 'pairwise' || sectorIdentifierUriProblem(uri) !== null) return null;
  try {
    const headers = { accept: 'application/json' };
    const answer = await ctx.outbound.fetch({ url: uri, method: 'GET', headers, timeout_ms: TIMEOUT_MILLISECONDS, max_bytes: MAX_BYTES });
    if (answer.status !== 200) return failed(uri, `answers ${answer.status} and not 200`);
    if (!answer.complete) return failed(uri, `answers with more than ${MAX_BYTES} bytes`);
    return parse(uri, answer.body.toString('utf8'));
  } catch (error) {
    if (!(error instanceof OutboundFailure)) throw error;
    return failed(uri, `could not be read (${error.reason})`);
  }
}

function parse(uri: string, text: string): SectorIdentifier {
  const value = parseJson(text);
  if (Array.isArray(value) && value.every((entry) => typeof entry === 'string')) return { uri, listed: new Set(value), fault: null };
  return failed(uri, 'must answer with a JSON array of redirect URIs');
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function failed(uri: string, fault: string): SectorIdentifier {
  return { uri, listed: new Set(), fault };
}
