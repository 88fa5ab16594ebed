import type { ClientRow } from './client-store.ts';

const MEMBERS = [
  'publisher_name',
  'publisher_verified',
  'client_uri',
  'tos_uri',
  'policy_uri',
  'contacts',
  'logo_hash',
  'logo_dark_hash',
  'scope_reasons',
  'resource_scope_reasons',
] as const satisfies (keyof ClientRow)[];

/** What an application says of itself to the people it asks, and whether an operator has checked it. */
export type ClientIdentity = Pick<ClientRow, (typeof MEMBERS)[number]>;

export function clientIdentity(client: ClientIdentity): ClientIdentity {
  // Each member under its own name.
  return Object.fromEntries(MEMBERS.map((member) => [member, client[member]])) as unknown as ClientIdentity;
}
