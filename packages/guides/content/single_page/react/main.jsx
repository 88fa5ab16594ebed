import { createRoot } from 'react-dom/client';
import { AuthProvider } from 'react-oidc-context';
import { App } from './app.jsx';

const settings = {
  authority: '{{issuer}}',
  client_id: '{{client_id}}',
  redirect_uri: '{{redirect_uri}}',
  post_logout_redirect_uri: '{{post_logout_redirect_uri}}',
  scope: '{{scopes}}',
  loadUserInfo: true,
  onSigninCallback: () => window.history.replaceState({}, '', window.location.pathname),
};

createRoot(document.getElementById('root')).render(
  <AuthProvider {...settings}>
    <App />
  </AuthProvider>,
);
