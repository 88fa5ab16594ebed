/** What usernames and e-mail addresses are compared by: case and compatibility forms do not tell people apart (RFC 8265 §3.3). */
export function identifierKey(identifier: string): string {
  return identifier.trim().normalize('NFKC').toLowerCase();
}
