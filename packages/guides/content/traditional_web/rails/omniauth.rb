Rails.application.config.middleware.use OmniAuth::Builder do
  provider :openid_connect,
           name: :sso,
           issuer: '{{issuer}}',
           discovery: true,
           response_type: :code,
           scope: %i[openid profile email],
           client_auth_method: :basic,
           pkce: true,
           client_options: {
             identifier: '{{client_id}}',
             secret: ENV.fetch('OIDC_CLIENT_SECRET'),
             redirect_uri: '{{redirect_uri}}'
           }
end
