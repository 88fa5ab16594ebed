import { createApiClient } from '@consentry/contract';

/** The header marks a request of the console; a page of another origin cannot set it without a preflight that is refused. */
const CONSOLE_HEADERS = { 'X-Consentry-Console': '1' };

/** Calls a route of the management API with the console's session cookie. */
export const api = createApiClient({
  base_url: '/api/v1',
  headers: () => CONSOLE_HEADERS,
  fetch: async (input, init) => {
    const response = await fetch(input, { ...init, credentials: 'same-origin' });
    return response.status === 401 ? leaveForSignIn() : response;
  },
});

/** A full-page navigation: the server starts the sign-in. The promise stays open, so nothing flashes up meanwhile. */
function leaveForSignIn(): Promise<never> {
  const returnTo = window.location.pathname + window.location.search;
  window.location.assign(`/console/sign-in?return_to=${encodeURIComponent(returnTo)}`);
  return new Promise<never>(() => {});
}
