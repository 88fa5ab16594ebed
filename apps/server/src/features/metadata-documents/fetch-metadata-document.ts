import { OutboundFailure, type OutboundAnswer, type OutboundFetch } from '../../platform/outbound-fetch.ts';
import { DocumentRefused } from './document-refused.ts';
import { documentCacheSeconds } from './document-cache-seconds.ts';

/** The draft recommends 5 KB (§6.6); some documents that are in use are a little larger. */
const MAX_BYTES = 16 * 1024;
const TIMEOUT_MS = 5_000;

interface FetchedDocument {
  text: string;
  cache_seconds: number;
}

/** Fetches a metadata document: one request, no redirect, little time, few bytes, JSON alone. Throws `DocumentRefused`. */
export async function fetchMetadataDocument(outbound: OutboundFetch, clientId: string, now: Date): Promise<FetchedDocument> {
  const answer = await send(outbound, clientId);
  if (answer.status >= 300 && answer.status < 400)
    throw new DocumentRefused('redirect', `its server answered with the redirect ${answer.status}, which is not followed`);
  if (answer.status !== 200)
    throw new DocumentRefused(answer.status >= 500 ? 'server_error' : 'status', `its server answered ${answer.status} instead of 200`);
  const type = answer.headers['content-type']?.split(';')[0]?.trim().toLowerCase() ?? '';
  if (!/^application\/([a-z0-9.!#$&^_-]+\+)?json$/.test(type))
    throw new DocumentRefused('media_type', `it is “${type.slice(0, 100)}” instead of application/json`);
  if (!answer.complete) throw new DocumentRefused('too_large', `it is larger than ${MAX_BYTES} bytes`);
  return { text: answer.body.toString('utf8'), cache_seconds: documentCacheSeconds(answer.headers, now) };
}

async function send(outbound: OutboundFetch, url: string): Promise<OutboundAnswer> {
  try {
    return await outbound.fetch({
      url,
      method: 'GET',
      headers: { accept: 'application/json' },
      timeout_ms: TIMEOUT_MS,
      max_bytes: MAX_BYTES,
    });
  } catch (error) {
    if (error instanceof OutboundFailure) throw new DocumentRefused(error.reason, sentenceOf(error), { cause: error });
    throw error;
  }
}

function sentenceOf({ reason, message }: OutboundFailure): string {
  if (reason === 'address_refused') return `it was not fetched: ${message}`;
  if (reason === 'host_not_found') return 'its host was not found';
  if (reason === 'timeout') return `its server did not answer in ${TIMEOUT_MS / 1000} seconds`;
  return reason === 'tls' ? 'its server has no certificate that is trusted here' : 'its server could not be reached';
}
