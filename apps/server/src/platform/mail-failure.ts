/** `refused`: the server will never take this mail. All else may pass, or be mended by whoever runs the server. */
export type MailFailureReason = 'refused' | 'deferred' | 'authentication' | 'tls' | 'timeout' | 'unreachable';

/** The mail was not taken. */
export class MailFailure extends Error {
  override name = 'MailFailure';
  readonly reason: MailFailureReason;
  /** The reply code (RFC 5321 §4.2), if the server replied. */
  readonly status: number | null;

  constructor(reason: MailFailureReason, status: number | null, options?: ErrorOptions) {
    super(`the mail server did not take the mail: ${reason}`, options);
    this.reason = reason;
    this.status = status;
  }
}
