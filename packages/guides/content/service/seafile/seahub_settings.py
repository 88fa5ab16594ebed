ENABLE_OAUTH = True
OAUTH_ENABLE_INSECURE_TRANSPORT = False
OAUTH_CLIENT_ID = "{{client_id}}"
OAUTH_CLIENT_SECRET = "{{client_secret}}"
OAUTH_REDIRECT_URL = "{{redirect_uri}}"
OAUTH_PROVIDER_DOMAIN = "{{issuer}}"
OAUTH_AUTHORIZATION_URL = "{{authorization_endpoint}}"
OAUTH_TOKEN_URL = "{{token_endpoint}}"
OAUTH_USER_INFO_URL = "{{userinfo_endpoint}}"
OAUTH_SCOPE = ["openid", "profile", "email"]
OAUTH_ATTRIBUTE_MAP = {
    "sub": (True, "uid"),
    "email": (False, "email"),
    "name": (False, "name"),
}
