import type { AllClientMetadata } from 'oidc-provider';
import type { ClientRow } from '../features/clients/client-store.ts';
import { PROTOCOL_MEMBERS } from '../features/clients/protocol-members.ts';

/** How a client asks and is answered, as the engine's metadata (RFC 7591 §2, OIDC Registration §2, RFC 9126 §6, RFC 9449 §5.2, RFC 8705 §2.1.2). */
export function protocolMetadata(client: ClientRow): Partial<AllClientMetadata> {
  const set = PROTOCOL_MEMBERS.filter((member) => client[member] !== null).map((member) => [member, client[member]]);
  return { ...Object.fromEntries(set), ...(client.response_modes.length === 0 ? {} : { response_modes: client.response_modes }) };
}
