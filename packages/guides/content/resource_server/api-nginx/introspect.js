const RESOURCE = '{{resource}}';
const SCOPE = '{{resource_scopes}}'.split(' ')[0];

async function check(r) {
  const found = /^Bearer +(\S+)$/i.exec(r.headersIn.Authorization || '');
  if (!found) return refuse(r, 401, 'Bearer');
  const answer = await r.subrequest('/_introspect', { method: 'POST', body: `token=${encodeURIComponent(found[1])}` });
  if (answer.status !== 200) return r.return(503);
  const token = JSON.parse(answer.responseText);
  const audience = [].concat(token.aud || []);
  if (!token.active || !audience.includes(RESOURCE)) return refuse(r, 401, 'Bearer error="invalid_token"');
  if (!(token.scope || '').split(' ').includes(SCOPE)) return refuse(r, 403, 'Bearer error="insufficient_scope"');
  r.headersOut['X-Token-Subject'] = token.sub || '';
  r.headersOut['X-Token-Client'] = token.client_id;
  r.return(204);
}

function refuse(r, status, challenge) {
  r.headersOut['WWW-Authenticate'] = challenge;
  r.return(status);
}

export default { check };
