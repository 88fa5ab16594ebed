import NextAuth from 'next-auth';

export const { handlers, auth, signIn, signOut } = NextAuth({
  providers: [
    {
      id: 'sso',
      name: 'Single sign-on',
      type: 'oidc',
      issuer: process.env.OIDC_ISSUER,
      clientId: process.env.OIDC_CLIENT_ID,
      clientSecret: process.env.OIDC_CLIENT_SECRET,
      authorization: { params: { scope: process.env.OIDC_SCOPE } },
      checks: ['pkce', 'state', 'nonce'],
      idToken: false,
      profile: (claims) => ({ id: claims.sub, name: claims.name ?? claims.preferred_username, email: claims.email }),
    },
  ],
  callbacks: {
    jwt({ token, account }) {
      if (account) token.sub = account.providerAccountId;
      return token;
    },
    session({ session, token }) {
      session.user.id = token.sub;
      return session;
    },
  },
});
