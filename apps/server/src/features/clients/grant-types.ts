import { GRANT_TYPES_BY_NAME, GRANT_TYPES_OF, type AppType, type GrantType } from '@consentry/contract';

/**
 * Grants of a client whose creator names none (RFC 6749 §1.3). The device flow has to be asked for: people can be talked into entering
 * somebody else’s code (RFC 8628 §5.4). So has token exchange: who may act for people is decided client by client (RFC 8693 §5).
 */
export function defaultGrantTypes(appType: AppType): GrantType[] {
  return GRANT_TYPES_OF[appType].filter((grantType) => !GRANT_TYPES_BY_NAME.includes(grantType));
}
