import type { Mistake } from '@consentry/contract';
import { explainRefusal } from './explain-refusal.ts';
import type { Refusal } from './refusal.ts';

/**
 * Mistakes that the request alone shows: whoever sent it may be told how to mend it. Nothing here depends on a credential, a code or a
 * token (RFC 6749 §5.2), and what is said of the others stays in the log.
 */
const SAID_TO_CLIENTS: ReadonlySet<Mistake> = new Set([
  'redirect_uri_mismatch',
  'client_missing',
  'pkce_missing',
  'pkce_method_unsupported',
  'pkce_malformed',
  'scope_malformed',
  'scope_openid_missing',
  'grant_type_unsupported',
  'response_type_unsupported',
  'response_mode_unsupported',
  'content_type_wrong',
  'http_method_wrong',
  'path_unknown',
  'parameter_repeated',
]);

/** The description of the answer, with what mends it where that is safe to say. It is judged without the client: no stranger learns its settings. */
export function publicDescription(refusal: Refusal, issuer: string): string {
  if (!SAID_TO_CLIENTS.has(refusal.mistake)) return refusal.error_description;
  const { mend } = explainRefusal({ refusal, client: null, issuer });
  return refusal.error_description === '' ? plainAscii(mend) : `${refusal.error_description}. ${plainAscii(mend)}`;
}

/** The characters that a description may have (RFC 6749 §5.2): no quotation mark, no backslash, nothing beyond ASCII. */
function plainAscii(text: string): string {
  return text
    .replace(/[“”"‘’]/gu, "'")
    .replaceAll('…', '...')
    .replaceAll('\\', '/')
    .replace(/[^\x20-\x7e]/gu, '?');
}
