import { z } from 'zod';
import { setting } from './environment-value.ts';

/** Whom mails are from; without a name, the product’s own stands there. */
export interface MailFrom {
  readonly name: string | null;
  readonly address: string;
}

const smtpUrl = z
  .string()
  .refine((value) => /^smtps?:\/\//.test(value), 'must begin with smtp:// or smtps://')
  .refine((value) => URL.canParse(value) && new URL(value).hostname !== '', 'is not a URL with a host')
  // Whatever else can be said in such a URL elsewhere, such as not to check certificates, is not for here.
  .refine((value) => !URL.canParse(value) || isBare(new URL(value)), 'must have no path, query or fragment')
  .refine((value) => !URL.canParse(value) || hasUserAndPassword(new URL(value)), 'must have a user and a password, or neither')
  .refine((value) => !URL.canParse(value) || isDecodable(new URL(value)), 'has a user or password that is not percent-encoded');

const mailFrom = z.string().transform((value, ctx): MailFrom => {
  const from = readMailFrom(value.trim());
  if (from !== null) return from;
  ctx.addIssue('is not one e-mail address, with or without a name');
  return z.NEVER;
});

export const mailSection = {
  SMTP_URL: setting({
    schema: smtpUrl.optional(),
    about:
      'The mail server for notices to people; without it, none are sent. `smtps://` is encrypted from the start (port 465), `smtp://` by STARTTLS where the server offers it (port 587); a password is only ever sent encrypted. Certificates are checked. To `localhost`, `smtp://` is not encrypted.',
    accepted: 'smtp://user:password@host:port or smtps://…, with special characters in user and password percent-encoded',
    default_text: 'none: no mail is sent',
    secret: true,
  }),
  MAIL_FROM: setting({
    schema: mailFrom.optional(),
    about: 'Whom mails are from; used only with `SMTP_URL`. Without a name, the product’s own stands there.',
    accepted: 'Name <address@example.com> or address@example.com',
    default_text: 'the product’s name, and no-reply at the host of `PUBLIC_URL`',
  }),
};

function isBare({ href, pathname }: URL): boolean {
  return ['', '/'].includes(pathname) && !/[?#]/.test(href);
}

function hasUserAndPassword({ username, password }: URL): boolean {
  return (username === '') === (password === '');
}

function isDecodable({ username, password }: URL): boolean {
  try {
    return typeof decodeURIComponent(username + password) === 'string';
  } catch {
    return false;
  }
}

/** One mailbox in the two forms that people write (RFC 5322 §3.4). */
function readMailFrom(text: string): MailFrom | null {
  const { name = '', bracketed, bare } = /^(?:(?<name>[^<>]*)<(?<bracketed>[^<>]*)>|(?<bare>[^<>]*))$/.exec(text)?.groups ?? {};
  const address = bracketed ?? bare ?? '';
  if (/\p{Cc}/u.test(text) || !/^[^\s@"(),:;[\]\\]+@(?:[a-z0-9.-]+|\[[0-9a-f:.]+\])$/i.test(address)) return null;
  const plain = name.trim().replace(/^"(.*)"$/, '$1');
  return { name: plain === '' ? null : plain, address };
}
