import { contract, type ApiClient, type AuditEvent } from '@consentry/contract';

/** The newest event of this action, about this client or user where one is named. The tests' clock stands: name one where several happen. */
export async function latestAuditEvent(
  api: ApiClient,
  action: string,
  about: { client_id?: string; user_id?: string } = {},
): Promise<AuditEvent | undefined> {
  const { items } = await api(contract.auditEvents.list, { query: { limit: 200, ...about } });
  return items.find((event) => event.action === action);
}
