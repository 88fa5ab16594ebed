import { clientSecurity, type ClientSecurity } from '@consentry/contract';
import { CLIENT_SECURITY_DEFAULTS } from '../clients/client-security-defaults.ts';
import { PROTOCOL_MEMBERS } from '../clients/protocol-members.ts';

type RegistrableSecurity = Pick<ClientSecurity, (typeof PROTOCOL_MEMBERS)[number]>;

/** A member that was not sent is absent, or undefined as the parser leaves it. */
type Sent = { [M in keyof RegistrableSecurity]?: RegistrableSecurity[M] | undefined };

/** How these members are read from a registration; each may be absent. */
export const registrableSecurity = Object.fromEntries(PROTOCOL_MEMBERS.map((member) => [member, clientSecurity[member]])) as Pick<
  typeof clientSecurity,
  (typeof PROTOCOL_MEMBERS)[number]
>;

/** The settings that follow: what was not sent is the default, also in a change, which replaces all (RFC 7592 §2.2). */
export function securityOfRegistration(sent: Sent): RegistrableSecurity {
  return pick((member) => sent[member] ?? CLIENT_SECURITY_DEFAULTS[member]);
}

/** What a registration is answered of them. */
export function securityInAnswer(client: ClientSecurity): RegistrableSecurity {
  return pick((member) => client[member]);
}

function pick(valueOf: (member: keyof RegistrableSecurity) => unknown): RegistrableSecurity {
  return Object.fromEntries(PROTOCOL_MEMBERS.map((member) => [member, valueOf(member)])) as RegistrableSecurity;
}
