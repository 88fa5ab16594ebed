type RegistrationError =
  | 'invalid_redirect_uri'
  | 'invalid_client_metadata'
  | 'invalid_software_statement'
  | 'unapproved_software_statement'
  | 'invalid_request'
  | 'invalid_token'
  | 'access_denied';

/** Why a client cannot register or change itself, in the words of RFC 7591 §3.2.2 and RFC 6750 §3.1. */
export class RegistrationRefused extends Error {
  override name = 'RegistrationRefused';
  readonly error: RegistrationError;

  /** @param message what came, what was expected, what to do */
  constructor(error: RegistrationError, message: string, options?: ErrorOptions) {
    super(message, options);
    this.error = error;
  }

  get status(): 400 | 401 | 403 {
    if (this.error === 'invalid_token') return 401;
    return this.error === 'access_denied' ? 403 : 400;
  }
}
