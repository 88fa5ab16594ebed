import { webLinkProblem } from '@consentry/contract';
import type { ClientIdentity } from '../../features/clients/client-identity.ts';
import { logoPath } from '../../features/clients/logo-path.ts';

export interface LogoView {
  light: string | null;
  dark: string | null;
}

/** Who stands behind an application, as people see it. Every link has been checked again: what is shown is what was looked at here. */
export interface ClientBrandingView {
  logo: LogoView;
  publisher: { name: string; is_verified: boolean } | null;
  home_page: string | null;
  terms: string | null;
  privacy: string | null;
  /** A link, or an e-mail address. */
  support: string | null;
}

export function clientBrandingView(client: ClientIdentity): ClientBrandingView {
  const [support = null] = client.contacts;
  return {
    logo: { light: pathOf(client.logo_hash), dark: pathOf(client.logo_dark_hash) },
    publisher: client.publisher_name === '' ? null : { name: client.publisher_name, is_verified: client.publisher_verified },
    home_page: linkOf(client.client_uri),
    terms: linkOf(client.tos_uri),
    privacy: linkOf(client.policy_uri),
    support,
  };
}

function pathOf(hash: string | null): string | null {
  return hash === null ? null : logoPath(hash);
}

function linkOf(uri: string | null): string | null {
  return uri !== null && webLinkProblem(uri) === null ? uri : null;
}
