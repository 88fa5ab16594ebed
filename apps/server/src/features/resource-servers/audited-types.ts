import type { AuthorizationDetailsType } from '@consentry/contract';

/** The types of authorization details as the audit log has them. */
export function auditedTypes(types: readonly AuthorizationDetailsType[]): { authorization_details_types?: string[] } {
  return types.length === 0 ? {} : { authorization_details_types: types.map(({ type }) => type) };
}
