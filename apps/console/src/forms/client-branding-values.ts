import type { Client, ConsentPreviewRequest, LogoTheme, UpdateClient } from '@consentry/contract';

type Link = 'client_uri' | 'tos_uri' | 'policy_uri';

/** What the Branding tab edits. Links are text while they are typed; a logo is its address, or a `data:` URI that is not stored yet. */
export interface ClientBranding extends Record<Link, string>, Record<'logo_uri' | 'logo_dark_uri', string | null> {
  publisher_name: string;
  publisher_verified: boolean;
  contacts: string[];
}

export const LOGO_MEMBERS = { light: 'logo_uri', dark: 'logo_dark_uri' } as const satisfies Record<LogoTheme, keyof ClientBranding>;

export function brandingOf(client: Client): ClientBranding {
  return {
    publisher_name: client.publisher_name,
    publisher_verified: client.publisher_verified,
    client_uri: client.client_uri ?? '',
    tos_uri: client.tos_uri ?? '',
    policy_uri: client.policy_uri ?? '',
    contacts: client.contacts,
    logo_uri: client.logo_uri,
    logo_dark_uri: client.logo_dark_uri,
  };
}

/** Without spaces around, and without empty rows. */
export function tidiedBranding(values: ClientBranding): ClientBranding {
  const publisher_name = values.publisher_name.trim();
  return {
    ...values,
    publisher_name,
    publisher_verified: values.publisher_verified && publisher_name !== '',
    client_uri: values.client_uri.trim(),
    tos_uri: values.tos_uri.trim(),
    policy_uri: values.policy_uri.trim(),
    contacts: values.contacts.map((contact) => contact.trim()).filter((contact) => contact !== ''),
  };
}

/** What is sent as JSON; logos go by verbs of their own. */
export function brandingBody(values: Partial<ClientBranding>): UpdateClient {
  const { logo_uri: _light, logo_dark_uri: _dark, client_uri, tos_uri, policy_uri, ...rest } = values;
  const links = Object.entries({ client_uri, tos_uri, policy_uri }).flatMap(([name, uri]) =>
    uri === undefined ? [] : [[name, uri || null]],
  );
  return { ...rest, ...Object.fromEntries(links) };
}

/** Logos that differ from the stored ones. */
export function changedLogos(stored: ClientBranding, values: ClientBranding): NonNullable<ConsentPreviewRequest['logos']> {
  const changed = Object.entries(LOGO_MEMBERS).filter(([, member]) => stored[member] !== values[member]);
  return Object.fromEntries(changed.map(([theme, member]) => [theme, values[member]]));
}
