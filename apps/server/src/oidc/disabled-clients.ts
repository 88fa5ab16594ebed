import { errors, Provider, type Client } from 'oidc-provider';
import { clientPolicy } from './client-metadata.ts';

/** Says why a person cannot go on, which the client learns only as `unauthorized_client` (RFC 6749 §4.1.2.1, §5.2). */
export class ClientDisabled extends errors.UnauthorizedClient {
  constructor() {
    super('this client is disabled; whoever runs this server can enable it again');
  }
}

/** Where a browser waits for the answer. */
const PERSONS_ROUTES = ['authorization', 'resume', 'code_verification', 'device_resume'];
/** Where a client that has authenticated wants something for itself. */
const CLIENTS_ROUTES = ['token', 'pushed_authorization_request', 'device_authorization'];

/**
 * Whether the running request is a person's. There a disabled client is refused before its redirect URI counts, so that nobody is
 * sent to it, not even with an error.
 */
export function isPersonsRequest(): boolean {
  return isAt(PERSONS_ROUTES);
}

/**
 * Elsewhere it is refused once it has proved who it is: its developer learns that the credentials are right, and nobody without them
 * learns anything (RFC 6749 §5.2). It may still revoke its tokens, and its users may still sign out. At introspection no token is active to it.
 */
export function refuseDisabledClients(provider: Provider): void {
  const { prototype } = provider.Client;
  // oxlint-disable-next-line typescript/unbound-method -- called with the client it belongs to, below
  const { grantTypeAllowed, responseTypeAllowed } = prototype;
  prototype.grantTypeAllowed = afterState(grantTypeAllowed);
  prototype.responseTypeAllowed = afterState(responseTypeAllowed);
}

/** The question that the engine asks right after authentication, with the client's state before it. */
function afterState<Type>(isAllowed: (type: Type) => boolean): (type: Type) => boolean {
  return function isAllowedNow(this: Client, type) {
    if (clientPolicy(this).disabled && isAt(CLIENTS_ROUTES)) throw new ClientDisabled();
    return isAllowed.call(this, type);
  };
}

function isAt(routes: readonly string[]): boolean {
  const route = Provider.ctx?.oidc?.route;
  return route !== undefined && routes.includes(route);
}
