gitlab_rails['omniauth_providers'] = [
  {
    name: 'openid_connect',
    label: 'Single sign-on',
    args: {
      name: 'openid_connect',
      scope: ['openid', 'profile', 'email', 'groups'],
      response_type: 'code',
      issuer: '{{issuer}}',
      discovery: true,
      client_auth_method: 'basic',
      uid_field: 'preferred_username',
      pkce: true,
      client_options: {
        identifier: '{{client_id}}',
        secret: '{{client_secret}}',
        redirect_uri: '{{service}}/users/auth/openid_connect/callback'
      }
    }
  }
]
