import { corsOriginProblem, jwksUriProblem, sectorIdentifierUriProblem, UpdateClient, type AppType } from '@consentry/contract';
import type { FormErrors } from '@mantine/form';
import type { TFunction } from 'i18next';
import { backchannelLogoutErrors, backchannelLogoutText } from './backchannel-logout-text.ts';
import { CERTIFICATE_NAMES, readJwks, settingsBody, type ClientSettings } from './client-settings.ts';
import { schemaErrors } from './field-errors.ts';
import { redirectUriErrors } from './redirect-uri-text.ts';

interface About {
  appType: AppType;
  t: TFunction;
}

const NEEDED_LIFETIMES = ['id_token_ttl_seconds', 'refresh_token_ttl_seconds', 'refresh_token_idle_ttl_seconds'] as const;

/** What is wrong with the settings page, by field. */
export function clientSettingsErrors(values: ClientSettings, about: About): FormErrors {
  return {
    ...schemaErrors(UpdateClient, settingsBody(values)),
    ...redirectUriErrors('redirect_uris', values.redirect_uris, about),
    ...redirectUriErrors('post_logout_redirect_uris', values.post_logout_redirect_uris, about),
    ...originErrors(values, about),
    ...backchannelLogoutErrors(values.backchannel_logout_uri, about),
    ...keyErrors(values, about.t),
    ...certificateErrors(values, about.t),
    ...loginUriErrors(values, about),
    ...lifetimeErrors(values, about.t),
    ...uriErrors('sector_identifier_uri', values.sector_identifier_uri, about.t),
  };
}

/** What is wrong with an added origin, in a sentence; `null` when nothing is, or the row is empty. */
export function corsOriginText(origins: readonly string[], index: number, { appType, t }: About): string | null {
  const origin = (origins[index] ?? '').trim();
  if (origin === '') return null;
  const isRepeated = origins.findIndex((other) => other.trim() === origin) < index;
  const problem = isRepeated ? t('redirects.duplicate') : corsOriginProblem(origin, appType);
  return problem === null ? null : t('cors.problem', { problem });
}

function originErrors({ cors_origins: origins }: ClientSettings, about: About): FormErrors {
  const errors: FormErrors = {};
  for (const index of origins.keys()) {
    const text = corsOriginText(origins, index, about);
    if (text !== null) errors[`cors_origins.${index}`] = text;
  }
  return errors;
}

function keyErrors(values: ClientSettings, t: TFunction): FormErrors {
  if (values.key_source === 'jwks_uri') {
    if (values.jwks_uri === '' && needsKeys(values)) return { jwks_uri: t('client_auth.jwks_uri_needed') };
    return uriErrors('jwks_uri', values.jwks_uri, t);
  }
  const keys = readJwks(values.jwks);
  if (keys === undefined) return { jwks: t('client_auth.jwks_malformed') };
  return keys === null && needsKeys(values) ? { jwks: t('client_auth.jwks_needed') } : {};
}

/** Whether something that the app is set up for cannot be without its public keys. */
export function needsKeys(values: ClientSettings): boolean {
  const { token_endpoint_auth_method: method } = values;
  if (method === 'private_key_jwt' || method === 'self_signed_tls_client_auth') return true;
  return (['id_token', 'userinfo', 'authorization'] as const).some((kind) => values[`${kind}_encrypted_response_alg`] !== '');
}

function certificateErrors(values: ClientSettings, t: TFunction): FormErrors {
  if (values.token_endpoint_auth_method !== 'tls_client_auth' || CERTIFICATE_NAMES.some((name) => values[name] !== '')) return {};
  return Object.fromEntries(CERTIFICATE_NAMES.map((name) => [name, t('client_auth.certificate_name_needed')]));
}

function loginUriErrors({ initiate_login_uri: uri }: ClientSettings, { appType, t }: About): FormErrors {
  const text = backchannelLogoutText(uri, { appType, t });
  return text === null ? {} : { initiate_login_uri: text };
}

function uriErrors(member: 'jwks_uri' | 'sector_identifier_uri', uri: string, t: TFunction): FormErrors {
  if (uri === '') return {};
  const problem = member === 'jwks_uri' ? jwksUriProblem(uri) : sectorIdentifierUriProblem(uri);
  return problem === null ? {} : { [member]: t('redirects.problem', { problem }) };
}

function lifetimeErrors(values: ClientSettings, t: TFunction): FormErrors {
  const errors: FormErrors = {};
  for (const member of NEEDED_LIFETIMES) {
    if (values[member] === null) errors[member] = t('duration.needed');
  }
  const { refresh_token_ttl_seconds: absolute, refresh_token_idle_ttl_seconds: idle } = values;
  if (absolute !== null && idle !== null && idle > absolute) errors['refresh_token_idle_ttl_seconds'] = t('refresh.idle_too_long');
  return errors;
}
