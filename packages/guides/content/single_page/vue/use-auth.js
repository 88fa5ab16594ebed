import { UserManager } from 'oidc-client-ts';
import { ref } from 'vue';

const manager = new UserManager({
  authority: '{{issuer}}',
  client_id: '{{client_id}}',
  redirect_uri: '{{redirect_uri}}',
  post_logout_redirect_uri: '{{post_logout_redirect_uri}}',
  scope: '{{scopes}}',
  loadUserInfo: true,
});

const user = ref(null);
const problem = ref(null);
const ready = start();

async function start() {
  try {
    if (new URLSearchParams(location.search).has('state')) {
      user.value = await manager.signinRedirectCallback();
      // Takes code and state out of the address bar and the history.
      history.replaceState(null, '', location.pathname);
    } else {
      user.value = await manager.getUser();
    }
  } catch (error) {
    problem.value = error.message;
  }
}

export function useAuth() {
  return { user, problem, ready, signIn: () => manager.signinRedirect(), signOut: () => manager.signoutRedirect() };
}
