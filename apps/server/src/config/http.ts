import { isIP } from 'node:net';
import { availableParallelism } from 'node:os';
import { z } from 'zod';
import { setting } from './environment-value.ts';

const KNOWN_RANGES = new Set(['loopback', 'linklocal', 'uniquelocal']);

const publicUrl = z
  .string()
  .refine((value) => URL.canParse(value), 'is not a URL')
  .refine((value) => !URL.canParse(value) || ['http:', 'https:'].includes(new URL(value).protocol), 'must be http or https')
  .refine(
    (value) => !URL.canParse(value) || (new URL(value).pathname === '/' && !/[?#]/.test(value)),
    'must have no path, query or fragment',
  )
  .refine(
    (value) => !URL.canParse(value) || new URL(value).protocol === 'https:' || isLoopback(new URL(value).hostname),
    'must be https unless the host is loopback',
  )
  .transform((value) => new URL(value).origin);

const headerName = z.string().regex(/^[A-Za-z0-9-]+$/, 'is no header name');

export const httpSection = {
  PORT: setting({
    schema: z.coerce.number().int().min(0).max(65_535).default(3000),
    about: 'The TCP port to listen on; 0 takes a free one.',
    accepted: 'a whole number from 0 to 65535',
    default_text: '3000',
  }),
  HOST: setting({
    schema: z.string().default('127.0.0.1'),
    about: 'The address to listen on; `0.0.0.0` or `::` for all interfaces.',
    accepted: 'an IP address or a host name',
    default_text: '127.0.0.1',
  }),
  PUBLIC_URL: setting({
    schema: publicUrl.optional(),
    about: 'The URL that browsers and clients use; it is the issuer identifier, without a trailing slash.',
    accepted: 'an https origin such as https://id.example.com (http only for localhost)',
    default_text: 'http://localhost:PORT',
  }),
  WEB_CONCURRENCY: setting({
    schema: z
      .union([z.literal('auto'), z.coerce.number().int().min(1).max(64)])
      .default(1)
      .transform((value) => (value === 'auto' ? availableParallelism() : value)),
    about: 'How many processes answer requests behind the one port; `auto`: one for each processor. More than one needs `DATABASE_URL`.',
    accepted: 'a whole number from 1 to 64, or auto',
    default_text: '1',
  }),
  TRUSTED_PROXIES: setting({
    schema: z
      .string()
      .default('')
      .transform((value) =>
        value
          .split(',')
          .map((part) => part.trim())
          .filter(Boolean),
      )
      .refine((parts) => parts.every(isProxyRange), 'has an entry that is no address, CIDR range or known name'),
    about: 'Proxies whose `X-Forwarded-For` is believed, by address or range.',
    accepted: 'IP addresses, CIDR ranges or loopback, linklocal, uniquelocal, separated by commas',
    default_text: 'none',
  }),
  CLIENT_CERTIFICATE_HEADER: setting({
    schema: headerName.optional(),
    about:
      'The header in which a trusted proxy hands on the certificate that a client has shown: as RFC 9440, URL-encoded PEM, or base64 of the DER. It must remove the header from what clients send. Needed for certificate-bound tokens (RFC 8705).',
    accepted: 'a header name such as Client-Cert or X-SSL-Client-Cert',
    default_text: 'none',
  }),
  CLIENT_CERTIFICATE_VERIFIED_HEADER: setting({
    schema: headerName.optional(),
    about:
      'The header in which the same proxy says `SUCCESS` when the certificate chains to an authority that it trusts. Needed for `tls_client_auth`; self-signed certificates do without.',
    accepted: 'a header name such as X-SSL-Client-Verify',
    default_text: 'none',
  }),
  CLIENT_CERTIFICATE_URL: setting({
    schema: publicUrl.optional(),
    about:
      'The origin at which the proxy asks clients for their certificates, when it asks for none at `PUBLIC_URL`, where browsers would show a dialog. Discovery names its endpoints as `mtls_endpoint_aliases` (RFC 8705 §5).',
    accepted: 'an https origin such as https://mtls.id.example.com (http only for localhost)',
    default_text: '`PUBLIC_URL`',
  }),
};

function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname.endsWith('.localhost') || hostname === '127.0.0.1' || hostname === '[::1]';
}

function isProxyRange(text: string): boolean {
  if (KNOWN_RANGES.has(text)) return true;
  const [address = '', bits, ...rest] = text.split('/');
  const version = isIP(address);
  if (version === 0 || rest.length > 0) return false;
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (version === 4 ? 32 : 128));
}
