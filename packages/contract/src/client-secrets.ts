import { z } from 'zod';
import { DisplayName, Timestamp } from './values.ts';

export const ClientSecretMetadata = z
  .object({
    secret_id: z.string(),
    name: z.string(),
    created_at: Timestamp,
    expires_at: Timestamp.nullable(),
    last_used_at: Timestamp.nullable(),
  })
  .meta({ id: 'ClientSecret' });
export type ClientSecretMetadata = z.infer<typeof ClientSecretMetadata>;

export const CreateClientSecret = z
  .strictObject({ name: DisplayName, expires_at: Timestamp.nullable().optional().describe('RFC 3339; absent or null: never expires') })
  .meta({ id: 'CreateClientSecret' });

export const CreatedClientSecret = z
  .object({ secret: ClientSecretMetadata, client_secret: z.string().describe('shown this once') })
  .meta({ id: 'CreatedClientSecret' });

export const RotateClientSecret = z
  .strictObject({
    name: DisplayName.default('Rotated secret'),
    overlap_seconds: z
      .number()
      .int()
      .min(0)
      .max(90 * 86_400)
      .default(86_400)
      .describe('how long the secrets before it stay good; one that ends earlier by itself does'),
    expires_at: Timestamp.nullable().optional().describe('when the new secret ends (RFC 3339); absent or null: never'),
  })
  .meta({ id: 'RotateClientSecret' });

export const RotatedClientSecret = z
  .object({
    secret: ClientSecretMetadata,
    client_secret: z.string().describe('shown this once'),
    ending: z.array(ClientSecretMetadata).describe('the secrets before it, with the time at which they end now'),
  })
  .meta({ id: 'RotatedClientSecret' });
