import type { ConsentView } from './consent-view.ts';

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]']);

/** Loopback and custom-scheme redirects can be caught by any app on the device (RFC 8252 §8.6). */
export function consentDestination(request: {
  /** `null`: the answer goes to no browser. */
  redirect_uri: string | null;
  native: boolean;
}): Pick<ConsentView['client'], 'redirect_host' | 'redirects_to_this_device'> {
  if (request.redirect_uri === null) return { redirect_host: null, redirects_to_this_device: false };
  const url = new URL(request.redirect_uri);
  const isHttps = url.protocol === 'https:';
  const isWeb = isHttps || url.protocol === 'http:';
  return {
    redirect_host: isWeb ? url.host : url.protocol.slice(0, -1),
    redirects_to_this_device: request.native && (!isHttps || LOOPBACK.has(url.hostname)),
  };
}
