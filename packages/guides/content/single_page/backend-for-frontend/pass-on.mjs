import express from 'express';

/** Passes requests below /api on to the API, with the user's access token instead of the cookie. */
export function passOn(api) {
  const routes = express.Router();
  routes.use('/api', express.raw({ type: () => true }), async (request, response) => {
    // Pages of other sites cannot send this header without asking first (CORS), and nobody allows them to.
    if (request.get('x-requested-by') !== 'app') return response.sendStatus(403);
    const { access_token } = request.session;
    if (access_token === undefined) return response.sendStatus(401);
    const target = new URL(api.pathname.replace(/\/$/, '') + request.url, api);
    const sendsBody = !['GET', 'HEAD'].includes(request.method);
    const answer = await fetch(target, {
      method: request.method,
      headers: { authorization: `Bearer ${access_token}`, ...(sendsBody ? { 'content-type': request.get('content-type') ?? '' } : {}) },
      ...(sendsBody ? { body: request.body } : {}),
    });
    response.status(answer.status).type(answer.headers.get('content-type') ?? 'text/plain');
    response.send(Buffer.from(await answer.arrayBuffer()));
  });
  return routes;
}
