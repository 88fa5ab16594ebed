import { z } from 'zod';
import { localized } from './localized.ts';
import { NoNul, Timestamp } from './values.ts';

/** One member less than a header of 8 KB, which is what proxies let through. */
export const AUTHORIZATION_DETAILS_LIMITS = {
  max_characters: 6000,
  max_details: 10,
  max_depth: 6,
  max_text: 500,
  max_members: 100,
} as const;

const MAX_SCHEMA_CHARACTERS = 16_384;

export const AuthorizationDetailsTypeName = z
  .string()
  .regex(/^[\x21\x23-\x5b\x5d-\x7e]{1,128}$/, 'must be printable ASCII without space, quote or backslash')
  .refine((type) => type !== 'constructor', 'must not be “constructor”')
  .describe('`type` of an authorization detail (RFC 9396 §2); a type is one API’s alone');

/** `{{member}}` or `{{member.inner}}` stands for what the detail holds there. */
const Template = NoNul.trim().min(1, 'must not be empty; remove the language instead').max(500);

export const AuthorizationDetailsType = z
  .strictObject({
    type: AuthorizationDetailsTypeName,
    schema: z
      .record(z.string().max(64), z.unknown())
      .refine((schema) => JSON.stringify(schema).length <= MAX_SCHEMA_CHARACTERS, `must be ${MAX_SCHEMA_CHARACTERS} characters at most`)
      .describe('JSON Schema (2020-12) of the members beside `type`; its own `type` is `object`'),
    texts: localized(Template)
      .default({})
      .describe('language tag → what people read on the consent page; `{{member}}` and `{{member.inner}}` stand for values of the detail'),
  })
  .meta({ id: 'AuthorizationDetailsType' });
export type AuthorizationDetailsType = z.infer<typeof AuthorizationDetailsType>;

export const AuthorizationDetailsTypes = z
  .array(AuthorizationDetailsType)
  .max(100)
  .superRefine((types, context) => {
    const seen = new Set<string>();
    for (const [index, { type }] of types.entries()) {
      if (seen.has(type)) context.addIssue({ code: 'custom', path: [index, 'type'], message: `“${type}” stands here twice` });
      seen.add(type);
    }
  })
  .describe('kinds of fine-grained permission that an application may ask for, one by one (RFC 9396)');

/** One authorization detail as a client sent it (RFC 9396 §2). */
export const AuthorizationDetail = z.looseObject({ type: z.string() }).meta({ id: 'AuthorizationDetail' });
export type AuthorizationDetail = z.infer<typeof AuthorizationDetail>;

export const GrantedDetail = z
  .object({
    resource: z.string().describe('the resource server whose type it is'),
    detail: AuthorizationDetail,
    granted_at: Timestamp,
    text_version: z.string().nullable().describe('changes with the words that were agreed to; null where nobody was asked'),
    locale: z.string().nullable().describe('the language of those words (BCP 47)'),
  })
  .meta({ id: 'GrantedDetail' });
export type GrantedDetail = z.infer<typeof GrantedDetail>;
