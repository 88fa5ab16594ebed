import express from 'express';
import session from 'express-session';
import * as oidc from 'openid-client';

const { OIDC_ISSUER, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET, OIDC_REDIRECT_URI, OIDC_POST_LOGOUT_REDIRECT_URI, OIDC_SCOPE, SESSION_SECRET } =
  process.env;
const issuer = new URL(OIDC_ISSUER);
const callback = new URL(OIDC_REDIRECT_URI);

// Everything else about the provider is read from its discovery document. Plain http is for a provider on your own machine.
const config = await oidc.discovery(issuer, OIDC_CLIENT_ID, undefined, oidc.ClientSecretBasic(OIDC_CLIENT_SECRET), {
  execute: issuer.protocol === 'http:' ? [oidc.allowInsecureRequests] : [],
});

const app = express();
app.set('trust proxy', 1);
app.use(
  session({
    name: 'app-session',
    secret: SESSION_SECRET,
    resave: false,
    saveUninitialized: false,
    cookie: { httpOnly: true, sameSite: 'lax', secure: callback.protocol === 'https:' },
  }),
);

app.get('/', (request, response) => {
  const { user } = request.session;
  response.type('html').send(
    user === undefined
      ? '<p><a href="/sign-in">Sign in</a></p>'
      : `<p>Signed in as <strong>${escapeHtml(user.name ?? user.sub)}</strong></p><p><a href="/sign-out">Sign out</a></p>`,
  );
});

app.get('/sign-in', async (request, response) => {
  const pending = {
    code_verifier: oidc.randomPKCECodeVerifier(),
    state: oidc.randomState(),
    nonce: oidc.randomNonce(),
  };
  request.session.pending = pending;
  const url = oidc.buildAuthorizationUrl(config, {
    redirect_uri: OIDC_REDIRECT_URI,
    scope: OIDC_SCOPE,
    code_challenge: await oidc.calculatePKCECodeChallenge(pending.code_verifier),
    code_challenge_method: 'S256',
    state: pending.state,
    nonce: pending.nonce,
  });
  response.redirect(url.href);
});

app.get(callback.pathname, async (request, response) => {
  const { pending } = request.session;
  if (pending === undefined) return response.redirect('/sign-in');
  delete request.session.pending;

  const answer = new URL(request.originalUrl, callback);
  const tokens = await oidc.authorizationCodeGrant(config, answer, {
    pkceCodeVerifier: pending.code_verifier,
    expectedState: pending.state,
    expectedNonce: pending.nonce,
    idTokenExpected: true,
  });
  const { sub } = tokens.claims();
  const user = await oidc.fetchUserInfo(config, tokens.access_token, sub);

  // A new session id, so that nobody who knew the old one is signed in as well.
  request.session.regenerate((error) => {
    if (error) throw error;
    Object.assign(request.session, { user, id_token: tokens.id_token });
    response.redirect('/');
  });
});

app.get('/sign-out', (request, response) => {
  const { id_token } = request.session;
  request.session.destroy(() => {
    if (id_token === undefined) return response.redirect('/');
    const parameters = { id_token_hint: id_token, post_logout_redirect_uri: OIDC_POST_LOGOUT_REDIRECT_URI };
    response.redirect(oidc.buildEndSessionUrl(config, parameters).href);
  });
});

// The user said no, the code was too old, the answer belongs to another browser …
app.use((error, request, response, next) => {
  if (response.headersSent) return next(error);
  console.error(error);
  const reason = error.error_description ?? error.error ?? 'Something went wrong.';
  response.status(400).type('html').send(`<p>Sign-in failed: ${escapeHtml(reason)}</p><p><a href="/">Back</a></p>`);
});

const port = Number(callback.port || 8080);
app.listen(port, () => console.log(`Open ${callback.origin}`));

function escapeHtml(text) {
  const entities = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
  return text.replace(/[&<>"']/g, (character) => entities[character]);
}
