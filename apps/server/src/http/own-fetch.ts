import type { RequestListener } from 'node:http';
import type { CustomFetch } from 'openid-client';

/** A `fetch` that hands requests to our own listener in this process. */
export function ownFetch(listener: RequestListener): CustomFetch {
  return async (url, options) => {
    const { inject } = await import('light-my-request');
    const target = new URL(url);
    const answer = await inject(listener, {
      method: options.method as 'GET' | 'POST',
      url: target.pathname + target.search,
      headers: { ...options.headers, host: target.host },
      ...(options.body === undefined || options.body === null ? {} : { payload: await new Response(options.body).text() }),
    });
    const headers = new Headers();
    for (const [name, value] of Object.entries(answer.headers)) {
      for (const one of [value ?? []].flat()) headers.append(name, String(one));
    }
    return new Response(answer.statusCode === 204 ? null : answer.payload, { status: answer.statusCode, headers });
  };
}
