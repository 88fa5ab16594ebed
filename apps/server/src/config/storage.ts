import { z } from 'zod';
import { setting } from './environment-value.ts';

export const storageSection = {
  DATA_DIR: setting({
    schema: z.string().default('./data'),
    about: 'The directory of the embedded database and of the generated encryption key; used only without `DATABASE_URL`.',
    accepted: 'a path that can be written to',
    default_text: './data',
  }),
  DATABASE_URL: setting({
    schema: z
      .string()
      .refine((value) => /^postgres(ql)?:\/\//.test(value), 'must begin with postgres:// or postgresql://')
      .refine((value) => URL.canParse(value), 'is not a URL')
      .optional(),
    about: 'A PostgreSQL 14 or later; without it the embedded database is used.',
    accepted: 'postgres://user:password@host:port/database',
    default_text: 'none: embedded',
    secret: true,
  }),
  ENCRYPTION_KEY: setting({
    schema: z
      .string()
      .transform((value) => decodeKey(value))
      .refine((key) => key.length === 32, 'is not 32 bytes long')
      .optional(),
    about:
      'Encrypts signing keys and protects secrets at rest. Keep it: without it a database cannot be read. Generated into the data directory when embedded.',
    accepted: '32 random bytes in base64, base64url or hex (openssl rand -base64 32); required with DATABASE_URL',
    default_text: 'generated when embedded',
    secret: true,
  }),
};

function decodeKey(text: string): Buffer {
  return /^[0-9a-f]{64}$/i.test(text) ? Buffer.from(text, 'hex') : Buffer.from(text, 'base64');
}
