import { invalidMember } from '../../problem.ts';
import type { ClientRow } from '../clients/find-client.ts';

/** Refuses what could only end on an error page, where no answer comes back to the test. */
export function assertTestable(client: ClientRow): void {
  const reason = reasonAgainst(client);
  if (reason !== null) throw invalidMember('', `“${client.name}” ${reason}`);
}

function reasonAgainst(client: ClientRow): string | null {
  if (client.disabled_at !== null) return 'is disabled; enable it to test it';
  if (client.app_type === 'machine_to_machine') return null;
  if (!client.grant_types.includes('authorization_code')) return 'does not use authorization_code, which the test goes through';
  if (client.require_pushed_authorization_requests || client.require_signed_request_object)
    return 'must push or sign its authorization requests, which the test does not do yet; its guide shows how the app does';
  return null;
}
