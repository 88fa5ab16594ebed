/** Scopes of the management API itself: one pair per noun (RFC 6749 §3.3). */
export const MANAGEMENT_SCOPES = [
  'clients:read',
  'clients:write',
  'users:read',
  'users:write',
  'resource_servers:read',
  'resource_servers:write',
  'grants:read',
  'grants:write',
  'settings:read',
  'settings:write',
  'audit_events:read',
] as const;

export type ManagementScope = (typeof MANAGEMENT_SCOPES)[number];
