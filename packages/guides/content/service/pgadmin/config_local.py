AUTHENTICATION_SOURCES = ["oauth2", "internal"]
OAUTH2_AUTO_CREATE_USER = True
OAUTH2_CONFIG = [
    {
        "OAUTH2_NAME": "sso",
        "OAUTH2_DISPLAY_NAME": "Single sign-on",
        "OAUTH2_CLIENT_ID": "{{client_id}}",
        "OAUTH2_CLIENT_SECRET": "{{client_secret}}",
        "OAUTH2_SERVER_METADATA_URL": "{{discovery}}",
        "OAUTH2_AUTHORIZATION_URL": "{{authorization_endpoint}}",
        "OAUTH2_TOKEN_URL": "{{token_endpoint}}",
        "OAUTH2_API_BASE_URL": "{{issuer}}",
        "OAUTH2_USERINFO_ENDPOINT": "{{userinfo_endpoint}}",
        "OAUTH2_SCOPE": "openid email profile",
        "OAUTH2_USERNAME_CLAIM": "email",
        "OAUTH2_CHALLENGE_METHOD": "S256",
        "OAUTH2_RESPONSE_TYPE": "code",
    }
]
