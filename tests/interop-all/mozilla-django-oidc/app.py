"""A Django application that signs people in with mozilla-django-oidc, and asks again without a question once a second has passed."""

import os
import secrets
from urllib.parse import urlencode, urlsplit
from wsgiref.simple_server import make_server

import django
import requests
from django.conf import settings
from django.core.management import call_command
from django.core.wsgi import get_wsgi_application
from django.http import JsonResponse

callback = urlsplit(os.environ["OIDC_REDIRECT_URI"])
provider = requests.get(os.environ["OIDC_ISSUER"] + "/.well-known/openid-configuration", timeout=10).json()

settings.configure(
    SECRET_KEY=secrets.token_hex(32),
    ALLOWED_HOSTS=[callback.hostname],
    ROOT_URLCONF=__name__,
    INSTALLED_APPS=["django.contrib.auth", "django.contrib.contenttypes", "django.contrib.sessions", "mozilla_django_oidc"],
    MIDDLEWARE=[
        "django.contrib.sessions.middleware.SessionMiddleware",
        "django.contrib.auth.middleware.AuthenticationMiddleware",
        "mozilla_django_oidc.middleware.SessionRefresh",
    ],
    DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}},
    LOGGING={
        "version": 1,
        "disable_existing_loggers": False,
        "handlers": {"console": {"class": "logging.StreamHandler"}},
        "root": {"handlers": ["console"], "level": "WARNING"},
    },
    LOGIN_REDIRECT_URL="/",
    LOGOUT_REDIRECT_URL="/",
    SESSION_COOKIE_NAME="app-session",
    AUTHENTICATION_BACKENDS=["mozilla_django_oidc.auth.OIDCAuthenticationBackend"],
    OIDC_OP_AUTHORIZATION_ENDPOINT=provider["authorization_endpoint"],
    OIDC_OP_TOKEN_ENDPOINT=provider["token_endpoint"],
    OIDC_OP_USER_ENDPOINT=provider["userinfo_endpoint"],
    OIDC_OP_JWKS_ENDPOINT=provider["jwks_uri"],
    OIDC_OP_LOGOUT_URL_METHOD="__main__.logout_url",
    OIDC_RP_CLIENT_ID=os.environ["OIDC_CLIENT_ID"],
    OIDC_RP_CLIENT_SECRET=os.environ["OIDC_CLIENT_SECRET"],
    OIDC_RP_SIGN_ALGO="RS256",
    OIDC_RP_SCOPES="openid profile email",
    OIDC_USE_PKCE=True,
    OIDC_STORE_ID_TOKEN=True,
    OIDC_RENEW_ID_TOKEN_EXPIRY_SECONDS=1,
    OIDC_EXEMPT_URLS=["/"],
    ALLOW_LOGOUT_GET_METHOD=True,
)
django.setup()

from django.urls import path  # noqa: E402
from mozilla_django_oidc.views import (  # noqa: E402
    OIDCAuthenticationCallbackView,
    OIDCAuthenticationRequestView,
    OIDCLogoutView,
)


def who(request):
    user = request.user
    return JsonResponse({"signed_in": user.is_authenticated, "email": getattr(user, "email", None)})


def logout_url(request):
    """Where the library sends people who sign out (OpenID Connect RP-Initiated Logout)."""
    parameters = {
        "id_token_hint": request.session["oidc_id_token"],
        "post_logout_redirect_uri": os.environ["OIDC_POST_LOGOUT_REDIRECT_URI"],
    }
    return provider["end_session_endpoint"] + "?" + urlencode(parameters)


urlpatterns = [
    path("", who),
    path("renewed", who),
    path("sign-in", OIDCAuthenticationRequestView.as_view(), name="oidc_authentication_init"),
    path(callback.path.lstrip("/"), OIDCAuthenticationCallbackView.as_view(), name="oidc_authentication_callback"),
    path("sign-out", OIDCLogoutView.as_view(), name="oidc_logout"),
]

if __name__ == "__main__":
    call_command("migrate", verbosity=0)
    make_server(callback.hostname, callback.port, get_wsgi_application()).serve_forever()
