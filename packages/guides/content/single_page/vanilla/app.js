const manager = new oidc.UserManager({
  authority: '{{issuer}}',
  client_id: '{{client_id}}',
  redirect_uri: '{{redirect_uri}}',
  post_logout_redirect_uri: '{{post_logout_redirect_uri}}',
  scope: '{{scopes}}',
  loadUserInfo: true,
});

const state = document.getElementById('state');
const signIn = document.getElementById('sign-in');
const signOut = document.getElementById('sign-out');

signIn.addEventListener('click', () => manager.signinRedirect());
signOut.addEventListener('click', () => manager.signoutRedirect());

async function currentUser() {
  const answer = new URLSearchParams(location.search);
  if (!answer.has('state')) return manager.getUser();
  const user = await manager.signinRedirectCallback();
  // Takes code and state out of the address bar and the history.
  history.replaceState(null, '', location.pathname);
  return user;
}

function show(user) {
  const signedIn = user !== null && !user.expired;
  // As text, never as HTML: names come from people.
  state.textContent = signedIn ? `Signed in as ${user.profile.name ?? user.profile.sub}` : 'Signed out';
  signIn.hidden = signedIn;
  signOut.hidden = !signedIn;
}

currentUser().then(show, (error) => {
  state.textContent = `Sign-in failed: ${error.message}`;
  signIn.hidden = false;
});
