import { useAuth } from 'react-oidc-context';

export function App() {
  const auth = useAuth();
  if (auth.isLoading) return <p>…</p>;
  if (auth.error) return <p>Sign-in failed: {auth.error.message}</p>;
  if (!auth.isAuthenticated) return <button onClick={() => auth.signinRedirect()}>Sign in</button>;
  const { name, sub } = auth.user.profile;
  return (
    <>
      <p>Signed in as {name ?? sub}</p>
      <button onClick={() => auth.signoutRedirect()}>Sign out</button>
    </>
  );
}
