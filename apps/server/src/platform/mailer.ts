import { createTransport, type NodemailerError, type Transporter } from 'nodemailer';
import { MailFailure, type MailFailureReason } from './mail-failure.ts';
import { isLoopbackUrl } from './outbound-fetch.ts';

/** Whom a mail is from. */
export interface Mailbox {
  name: string;
  address: string;
}

export interface OutgoingMail {
  /** `id@host`, the same at every try: a mailbox that gets the mail twice can tell. */
  message_id: string;
  from: Mailbox;
  /** An address alone. */
  to: string;
  subject: string;
  text: string;
  html: string;
  date: Date;
}

const STEP_MILLISECONDS = 10_000;
/** For the whole exchange, however slowly the server goes on answering. */
const TOTAL_MILLISECONDS = 30_000;

/** Hands mails to one SMTP server (RFC 5321). */
export class Mailer {
  readonly #transport: Transporter;
  readonly #totalMilliseconds: number;

  /** @param options.url `smtp://` or `smtps://`, with user and password or without */
  constructor(options: { url: string; timeout_ms?: number }) {
    this.#transport = createTransport(transportOptions(new URL(options.url)));
    this.#totalMilliseconds = options.timeout_ms ?? TOTAL_MILLISECONDS;
  }

  /** Throws `MailFailure`. */
  async send(mail: OutgoingMail): Promise<void> {
    for (const line of [mail.message_id, mail.from.name, mail.from.address, mail.to, mail.subject]) assertOneLine(line);
    if (!PLAIN_ADDRESS.test(mail.to)) throw new MailFailure('refused', null);
    try {
      await this.#transport.sendMail({
        messageId: `<${mail.message_id}>`,
        from: mail.from,
        to: { name: '', address: mail.to },
        envelope: { from: { address: mail.from.address }, to: { address: mail.to } },
        subject: mail.subject,
        text: mail.text,
        html: mail.html,
        date: mail.date,
        // RFC 3834 §5: no out-of-office reply to this.
        headers: { 'Auto-Submitted': 'auto-generated' },
        signal: AbortSignal.timeout(this.#totalMilliseconds),
      });
    } catch (cause) {
      throw asFailure(cause);
    }
  }
}

/** Without quotes, comments and lists (RFC 5322 §3.4), which programs on the way read in different ways. */
const PLAIN_ADDRESS = /^[^\s@"(),:;<>[\]\\]+@[^\s@"(),:;<>[\]\\]+$/;

/** A line break in a header would begin another header (RFC 5322 §2.2). */
function assertOneLine(text: string): void {
  if (/[\p{Cc}\u2028\u2029]/u.test(text)) throw new TypeError('a header of a mail has a control character');
}

/**
 * A password goes over TLS alone. Without one, TLS is used where the server offers it, and then its certificate must be right. What stays on this
 * machine needs none: mail servers there seldom have a certificate for it.
 */
function transportOptions(url: URL) {
  const implicit = url.protocol === 'smtps:';
  const hasUser = url.username !== '';
  const isLocal = isLoopbackUrl(url.href);
  return {
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: url.port === '' ? (implicit ? 465 : 587) : Number(url.port),
    secure: implicit,
    requireTLS: !implicit && !isLocal && hasUser,
    ignoreTLS: !implicit && isLocal,
    tls: { rejectUnauthorized: true, minVersion: 'TLSv1.2' as const },
    ...(hasUser ? { auth: { user: decodeURIComponent(url.username), pass: decodeURIComponent(url.password) } } : {}),
    dnsTimeout: STEP_MILLISECONDS,
    connectionTimeout: STEP_MILLISECONDS,
    greetingTimeout: STEP_MILLISECONDS,
    socketTimeout: STEP_MILLISECONDS,
    disableFileAccess: true,
    disableUrlAccess: true,
  };
}

function asFailure(cause: unknown): MailFailure {
  // Whatever the library throws carries these members, each of them or none.
  const error = cause as NodemailerError;
  return new MailFailure(reasonOf(error), error.responseCode ?? null, { cause });
}

function reasonOf(error: NodemailerError): MailFailureReason {
  const { code = '', command = '', originalCode = '' } = error;
  // What the server says of the sender, or before, is about this server and its account: that can be mended.
  if (error.permanent === true && ['RCPT TO', 'DATA'].includes(command)) return 'refused';
  if (/AUTH/.test(code)) return 'authentication';
  if (code === 'ETLS' || /CERT|TLS|SSL|SIGNATURE/.test(originalCode)) return 'tls';
  if (['ETIMEDOUT', 'EABORT'].includes(code)) return 'timeout';
  return error.responseCode === undefined ? 'unreachable' : 'deferred';
}
