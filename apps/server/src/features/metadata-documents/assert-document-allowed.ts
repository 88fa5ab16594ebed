import type { RegistrationPolicy } from '@consentry/contract';
import { clientIdUrlProblem } from './client-id-url.ts';
import { DocumentRefused } from './document-refused.ts';
import { hostMatches } from './host-matches.ts';

interface Verdict {
  /** Nobody vouches for the host. */
  quarantined: boolean;
}

/** Judges a document by its URL alone, before anything is fetched. Throws `DocumentRefused`. */
export function assertDocumentAllowed(clientId: string, policy: RegistrationPolicy, loopbackHosts: readonly string[]): Verdict {
  const { metadata_documents: mode, allowed_hosts, blocked_hosts } = policy;
  if (mode === 'off') throw new DocumentRefused('not_open', 'client ID metadata documents are off; an operator can open them');
  const problem = clientIdUrlProblem(clientId, loopbackHosts);
  if (problem !== null) throw new DocumentRefused('client_id_invalid', `the client id ${problem}`);
  const { hostname } = new URL(clientId);
  if (hostMatches(hostname, blocked_hosts)) throw new DocumentRefused('host_blocked', `“${hostname}” is on the list of blocked hosts`);
  const isAllowed = hostMatches(hostname, allowed_hosts);
  if (mode === 'allow_listed' && !isAllowed)
    throw new DocumentRefused('host_not_allowed', `“${hostname}” is not on the list of allowed hosts`);
  return { quarantined: !isAllowed };
}
