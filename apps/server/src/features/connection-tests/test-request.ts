import { z } from 'zod';

/** What a test keeps, encrypted, from its start to the answer of the browser. */
export const TestRequest = z.object({
  authorization_url: z.string(),
  state: z.string(),
  nonce: z.string().nullable(),
  code_verifier: z.string(),
  resource: z.string().nullable(),
  client_secret: z.string().nullable(),
});
export type TestRequest = z.infer<typeof TestRequest>;

/** Purposes of encryption (see keyring.ts). */
export const SEALS = { request: 'connection_test:request', grant: 'connection_test:grant', steps: 'connection_test:steps' } as const;
