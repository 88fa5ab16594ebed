import { isIPv4 } from 'node:net';
import type { MailFrom } from '../../config/mail.ts';
import { displayText } from '../../pages/layout/display-text.ts';
import type { Mailbox } from '../../platform/mailer.ts';

/** Whom mails are from. Unless configured, it is an address at the issuer’s host, where nobody need read what comes. */
export function mailSender(from: MailFrom | undefined, product: { issuer: string; product_name: string }): Mailbox {
  const name = from?.name ?? displayText(product.product_name, 80);
  return { name, address: from?.address ?? `no-reply@${mailDomain(new URL(product.issuer).hostname)}` };
}

/** An address in place of a domain stands in brackets (RFC 5321 §4.1.3). */
function mailDomain(hostname: string): string {
  if (hostname.startsWith('[')) return `[IPv6:${hostname.slice(1, -1)}]`;
  return isIPv4(hostname) ? `[${hostname}]` : hostname;
}
