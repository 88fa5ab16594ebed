import { createServer } from 'node:http';
import { TokenError, verifyAccessToken } from './verify-access-token.mjs';

const server = createServer(async (request, response) => {
  try {
    const { sub, client_id, scope } = await verifyAccessToken(request.headers.authorization, '{{resource_scopes}}'.split(' ')[0]);
    // With client_id equal to sub, a program called for itself; otherwise for the user named by sub.
    send(response, 200, { sub, client_id, scope });
  } catch (error) {
    if (!(error instanceof TokenError)) return send(response, 503, { error: 'temporarily_unavailable' });
    response.setHeader('www-authenticate', error.challenge);
    send(response, error.status, { error: error.message });
  }
});
server.listen(Number(process.env.PORT), () => console.log(`Listening on ${process.env.PORT}`));

function send(response, status, body) {
  response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' }).end(JSON.stringify(body));
}
