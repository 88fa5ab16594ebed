import { z } from 'zod';

/** What an API serves so that clients find out who gives out tokens for it (RFC 9728 §2). */
export const ProtectedResourceMetadata = z
  .object({
    resource: z.string(),
    resource_name: z.string(),
    authorization_servers: z.array(z.string()),
    scopes_supported: z.array(z.string()).optional(),
    authorization_details_types_supported: z.array(z.string()).optional(),
    bearer_methods_supported: z.array(z.string()),
  })
  .meta({ id: 'ProtectedResourceMetadata' });
export type ProtectedResourceMetadata = z.infer<typeof ProtectedResourceMetadata>;

export const ProtectedResourceAnnouncement = z
  .object({
    document: ProtectedResourceMetadata.describe('to be served as `application/json`, readable from every origin'),
    metadata_url: z
      .string()
      .nullable()
      .describe(
        'where clients look for it (RFC 9728 §3.1); null: the resource URI is no web address, so that nobody can find it by itself',
      ),
    www_authenticate: z.string().describe('header of each answer 401 of the API (RFC 9728 §5.1)'),
  })
  .meta({ id: 'ProtectedResourceAnnouncement' });
export type ProtectedResourceAnnouncement = z.infer<typeof ProtectedResourceAnnouncement>;
