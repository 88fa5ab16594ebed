import type { IncomingMessage, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { verify } from '@node-rs/argon2';
import type { InteractionResults, Provider } from 'oidc-provider';

/** The least that a person can be shown: a form for the password, and one for consent. The password costs what it costs at our server. */
export function engineInteractions(provider: Provider, passwordHash: string) {
  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const details = await provider.interactionDetails(request, response);
    const { prompt, uid } = details;
    if (request.method === 'GET') return show(response, prompt.name === 'login' ? signInForm(uid) : consentForm(uid));
    const form = new URLSearchParams(await text(request));
    if (prompt.name !== 'login') return provider.interactionFinished(request, response, await consentTo(provider, details));
    if (!(await verify(passwordHash, form.get('password') ?? ''))) return show(response, signInForm(uid));
    return provider.interactionFinished(request, response, { login: { accountId: form.get('identifier') ?? '' } });
  };
}

type Details = Awaited<ReturnType<Provider['interactionDetails']>>;

async function consentTo(provider: Provider, { params, session, grantId, prompt }: Details): Promise<InteractionResults> {
  const found = grantId === undefined ? undefined : await provider.Grant.find(grantId);
  const grant = found ?? new provider.Grant({ accountId: session?.accountId ?? '', clientId: String(params['client_id']) });
  const missing = prompt.details as { missingOIDCScope?: string[]; missingOIDCClaims?: string[] };
  if (missing.missingOIDCScope !== undefined) grant.addOIDCScope(missing.missingOIDCScope.join(' '));
  if (missing.missingOIDCClaims !== undefined) grant.addOIDCClaims(missing.missingOIDCClaims);
  return { consent: { grantId: await grant.save() } };
}

function signInForm(uid: string): string {
  return `<form method="post" action="/interaction/${uid}"><input name="identifier"><input type="password" name="password"><button>Sign in</button></form>`;
}

function consentForm(uid: string): string {
  return `<form method="post" action="/interaction/${uid}"><button name="decision" value="allow">Allow</button></form>`;
}

function show(response: ServerResponse, form: string): void {
  const body = `<!doctype html><title>Engine</title>${form}`;
  response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', 'content-length': Buffer.byteLength(body) });
  response.end(body);
}
