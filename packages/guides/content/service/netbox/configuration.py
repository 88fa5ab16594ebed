REMOTE_AUTH_ENABLED = True
REMOTE_AUTH_BACKEND = "social_core.backends.open_id_connect.OpenIdConnectAuth"
SOCIAL_AUTH_OIDC_OIDC_ENDPOINT = "{{issuer}}"
SOCIAL_AUTH_OIDC_KEY = "{{client_id}}"
SOCIAL_AUTH_OIDC_SECRET = "{{client_secret}}"
SOCIAL_AUTH_OIDC_SCOPE = ["openid", "profile", "email"]
