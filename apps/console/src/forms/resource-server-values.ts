import { UpdateResourceServer, type ResourceServer, type ResourceServerScope } from '@consentry/contract';
import type { FormErrors } from '@mantine/form';
import type { TFunction } from 'i18next';
import { detailsTypeBody, detailsTypeValues, readSchema, type DetailsTypeValues } from './details-type-values.ts';
import { schemaErrors } from './field-errors.ts';

/** What the forms of an API edit; the lifetime is text while it is typed. */
export interface ResourceServerValues {
  name: string;
  scopes: ResourceServerScope[];
  authorization_details_types: DetailsTypeValues[];
  access_token_format: ResourceServer['access_token_format'];
  access_token_ttl_seconds: string;
  access_token_signing_alg: ResourceServer['access_token_signing_alg'];
  third_party_token_exchange: boolean;
}

export const NEW_RESOURCE_SERVER: ResourceServerValues = {
  name: '',
  scopes: [],
  authorization_details_types: [],
  access_token_format: 'jwt',
  access_token_ttl_seconds: '600',
  access_token_signing_alg: 'RS256',
  third_party_token_exchange: false,
};

export function valuesOf(server: ResourceServer): ResourceServerValues {
  return {
    name: server.name,
    scopes: server.scopes,
    authorization_details_types: server.authorization_details_types.map(detailsTypeValues),
    access_token_format: server.access_token_format,
    access_token_ttl_seconds: String(server.access_token_ttl_seconds),
    access_token_signing_alg: server.access_token_signing_alg,
    third_party_token_exchange: server.third_party_token_exchange,
  };
}

export function bodyOf({ access_token_ttl_seconds, authorization_details_types: types, ...values }: ResourceServerValues) {
  return {
    ...values,
    authorization_details_types: types.map(detailsTypeBody),
    access_token_ttl_seconds: Number(access_token_ttl_seconds),
  } satisfies UpdateResourceServer;
}

/** Rows in which nothing was typed are no scopes, and languages in which nothing was typed have no words. */
export function withoutEmptyScopes<Values extends ResourceServerValues>(values: Values): Values {
  return {
    ...values,
    scopes: values.scopes.filter(({ name, description }) => name.trim() !== '' || description.trim() !== '').map(withoutEmptyTexts),
  };
}

function withoutEmptyTexts({ texts, ...scope }: ResourceServerScope): ResourceServerScope {
  const typed = Object.entries(texts ?? {}).filter(([, { title, description }]) => title.trim() !== '' || description.trim() !== '');
  return typed.length === 0 ? scope : { ...scope, texts: Object.fromEntries(typed) };
}

export function resourceServerErrors(values: ResourceServerValues, t: TFunction): FormErrors {
  const errors = schemaErrors(UpdateResourceServer, bodyOf(values));
  if ('access_token_ttl_seconds' in errors) errors['access_token_ttl_seconds'] = t('resource_servers.ttl_invalid');
  for (const [index, { schema }] of values.authorization_details_types.entries()) {
    if (readSchema(schema) === null) errors[`authorization_details_types.${index}.schema`] = t('details_types.schema_malformed');
  }
  return errors;
}
