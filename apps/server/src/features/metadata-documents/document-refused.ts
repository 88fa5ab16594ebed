/** Why a client ID metadata document is not used. */
export type DocumentRefusalReason =
  | 'not_open'
  | 'client_id_invalid'
  | 'host_blocked'
  | 'host_not_allowed'
  | 'rate_limited'
  | 'address_refused'
  | 'host_not_found'
  | 'unreachable'
  | 'tls'
  | 'timeout'
  | 'redirect'
  | 'status'
  | 'server_error'
  | 'too_large'
  | 'media_type'
  | 'not_json'
  | 'client_id_mismatch'
  | 'shared_secret'
  | 'invalid_redirect_uri'
  | 'invalid_client_metadata';

/** Faults of a moment: a document that was good before is still used for a while. */
const PASSING: readonly DocumentRefusalReason[] = ['host_not_found', 'unreachable', 'tls', 'timeout', 'server_error', 'rate_limited'];

export class DocumentRefused extends Error {
  override name = 'DocumentRefused';
  readonly reason: DocumentRefusalReason;

  constructor(reason: DocumentRefusalReason, message: string, options?: ErrorOptions) {
    super(message, options);
    this.reason = reason;
  }
}

export function isPassing(reason: string): boolean {
  return PASSING.some((passing) => passing === reason);
}
