/** Where the authorization answer of a connection test comes back: to this server. No client has it registered. */
export function connectionTestCallback(issuer: string): string {
  return `${issuer}/console/connection-test/callback`;
}
