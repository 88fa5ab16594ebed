import type { RegistrationMetadata } from '../registrations/registration-metadata.ts';
import { parseRegistrationMetadata } from '../registrations/registration-metadata.ts';
import { RegistrationRefused } from '../registrations/registration-refused.ts';
import { DocumentRefused } from './document-refused.ts';

/** Reads a metadata document (draft-ietf-oauth-client-id-metadata-document §4). Throws `DocumentRefused`. */
export function readMetadataDocument(clientId: string, text: string): RegistrationMetadata {
  const document = parseObject(text);
  if (document['client_id'] !== clientId)
    throw new DocumentRefused('client_id_mismatch', 'its client_id is not, character by character, the URL that it was fetched from');
  // Whatever stands in a public document is no secret.
  if ('client_secret' in document || 'client_secret_expires_at' in document)
    throw new DocumentRefused('shared_secret', 'it contains client_secret; a public document keeps no secret');
  const method = document['token_endpoint_auth_method'] ?? 'none';
  if (typeof method === 'string' && method.startsWith('client_secret'))
    throw new DocumentRefused('shared_secret', `its token_endpoint_auth_method is ${method}; use none`);
  try {
    return parseRegistrationMetadata({ ...document, token_endpoint_auth_method: method });
  } catch (cause) {
    throw asDocumentRefused(cause);
  }
}

/** The rules of a document are those of a registration, in the same words. */
export function asDocumentRefused(cause: unknown): unknown {
  if (!(cause instanceof RegistrationRefused)) return cause;
  const reason = cause.error === 'invalid_redirect_uri' ? 'invalid_redirect_uri' : 'invalid_client_metadata';
  return new DocumentRefused(reason, cause.message, { cause });
}

function parseObject(text: string): Record<string, unknown> {
  let value: unknown = null;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new DocumentRefused('not_json', 'it is not JSON', { cause });
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new DocumentRefused('not_json', 'it is not a JSON object');
  return value as Record<string, unknown>;
}
