import { z } from 'zod';
import { setting } from './environment-value.ts';

const LOOPBACK_HOST = /^(localhost|127\.0\.0\.1|\[::1\]):\d{1,5}$/;

export const registrationSection = {
  METADATA_DOCUMENT_LOOPBACK_HOSTS: setting({
    schema: z
      .string()
      .default('')
      .transform((value) =>
        value
          .split(',')
          .map((part) => part.trim())
          .filter(Boolean),
      )
      .refine(
        (hosts) => hosts.every((host) => LOOPBACK_HOST.test(host)),
        'has an entry that is not localhost, 127.0.0.1 or [::1] with a port',
      ),
    about:
      'For development: hosts on this machine that may have client ID metadata documents, over https; documents are otherwise fetched from public addresses alone. Only taken while `PUBLIC_URL` is on this machine too.',
    accepted: 'localhost:PORT, 127.0.0.1:PORT or [::1]:PORT, separated by commas',
    default_text: 'none',
  }),
};
