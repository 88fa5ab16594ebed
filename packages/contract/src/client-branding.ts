import { z } from 'zod';
import { LocalizedText } from './localized.ts';
import { Email, NoNul, Resource, ScopeName, StandardScope } from './values.ts';
import { webLinkProblem } from './web-link-problem.ts';

const WebLink = NoNul.max(2048).superRefine((uri, context) => {
  const message = webLinkProblem(uri);
  if (message !== null) context.addIssue({ code: 'custom', message });
});

const Contact = NoNul.max(2048).superRefine((contact, context) => {
  if (Email.safeParse(contact).success || webLinkProblem(contact) === null) return;
  context.addIssue({ code: 'custom', message: 'must be an e-mail address or a link that begins with https://' });
});

/** What people see of who stands behind a client; spelled as in RFC 7591 §2 where it has a member. */
export const clientBranding = {
  publisher_name: NoNul.trim().max(200).describe('who makes the application; empty: not said'),
  publisher_verified: z
    .boolean()
    .describe(
      'whether an operator has checked that the publisher is who it says; set by operators alone, never by a client or a registration',
    ),
  client_uri: WebLink.nullable().describe('the publisher’s home page (RFC 7591 §2)'),
  tos_uri: WebLink.nullable().describe('terms of service (RFC 7591 §2)'),
  policy_uri: WebLink.nullable().describe('privacy policy (RFC 7591 §2)'),
  contacts: z.array(Contact).max(5).describe('e-mail addresses and https links for help (RFC 7591 §2); people are shown the first'),
};

/** Why the developer asks, in their own words; shown on the consent page as such. */
export const clientReasons = {
  scope_reasons: z
    .partialRecord(StandardScope, LocalizedText)
    .describe('scope of the provider → language tag → why the developer asks for it'),
  resource_scope_reasons: z
    .record(Resource, z.record(ScopeName, LocalizedText))
    .describe('resource → scope → language tag → why the developer asks for it'),
};

export const LOGO_THEMES = ['light', 'dark'] as const;
export const LogoTheme = z.enum(LOGO_THEMES).describe('the colours of the page that the logo is shown on');
export type LogoTheme = z.infer<typeof LogoTheme>;

/** What the server takes and serves: small enough that a page with it stays light (record 0016). */
export const LOGO_LIMITS = { max_bytes: 7 * 1024, max_pixels: 512, media_types: ['image/png', 'image/jpeg', 'image/webp'] } as const;

/** Read alone: logos are uploaded by verbs of their own, and served by this server alone. */
export const clientLogos = {
  logo_uri: z.string().nullable().describe('the logo on light pages, an address of this server (RFC 7591 §2); null: none'),
  logo_dark_uri: z.string().nullable().describe('the logo on dark pages; null: the light one serves'),
};
