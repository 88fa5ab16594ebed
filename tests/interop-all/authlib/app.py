"""A web application that signs people in with Authlib and Flask. What it serves is said in ../README.md."""

import os
import secrets
from urllib.parse import urlencode, urlsplit

from authlib.common.errors import AuthlibBaseError
from authlib.integrations.flask_client import OAuth
from authlib.integrations.requests_client import OAuth2Session
from flask import Flask, jsonify, redirect, request, session
from joserfc.errors import JoseError
from requests import RequestException

ISSUER = os.environ["OIDC_ISSUER"]
REDIRECT_URI = os.environ["OIDC_REDIRECT_URI"]
callback = urlsplit(REDIRECT_URI)

app = Flask(__name__)
app.secret_key = secrets.token_bytes(32)
app.config.update(SESSION_COOKIE_NAME="app-session", SESSION_COOKIE_SAMESITE="Lax")

oauth = OAuth(app)
provider = oauth.register(
    name="provider",
    server_metadata_url=ISSUER + "/.well-known/openid-configuration",
    client_id=os.environ["OIDC_CLIENT_ID"],
    client_secret=os.environ["OIDC_CLIENT_SECRET"],
    client_kwargs={"scope": "openid profile email offline_access", "code_challenge_method": "S256"},
)

# Who is signed in, by what the cookie says: an access token and its claims are too large for the cookie itself.
people = {}


class NobodySignedIn(Exception):
    """The cookie names no session."""


def person():
    found = people.get(session.get("id"))
    if found is None:
        raise NobodySignedIn("nobody is signed in")
    return found


def shown(found):
    token = found["token"]
    return jsonify(
        signed_in=True,
        id_token=found["claims"],
        userinfo=found["userinfo"],
        access_token=token["access_token"],
        refresh_token=token["refresh_token"],
        scope=token["scope"],
    )


def ask_userinfo(token, subject):
    user = dict(provider.userinfo(token=token))
    if user["sub"] != subject:  # OIDC Core §5.3.2
        raise AuthlibBaseError("invalid_userinfo", "userinfo is about another user")
    return user


@app.get("/")
def home():
    found = people.get(session.get("id"))
    return jsonify(signed_in=False) if found is None else shown(found)


@app.get("/sign-in")
def sign_in():
    return provider.authorize_redirect(REDIRECT_URI)


@app.get(callback.path)
def come_back():
    try:
        token = provider.authorize_access_token()
        claims = dict(token["userinfo"])  # of the ID token, which the library has checked
        found = {"token": token, "claims": claims, "userinfo": ask_userinfo(token, claims["sub"])}
    except (AuthlibBaseError, JoseError, RequestException) as error:
        return jsonify(error=str(error)), 400
    session["id"] = secrets.token_urlsafe()
    people[session["id"]] = found
    return redirect("/")


@app.get("/refresh")
def refresh():
    found = person()
    found["token"] = provider.fetch_access_token(grant_type="refresh_token", refresh_token=found["token"]["refresh_token"])
    return shown(found)


@app.get("/userinfo")
def userinfo():
    found = person()
    found["userinfo"] = ask_userinfo(found["token"], found["claims"]["sub"])
    return jsonify(found["userinfo"])


@app.get("/sign-out")
def sign_out():
    found = person()
    del people[session.pop("id")]
    end_session_endpoint = provider.load_server_metadata()["end_session_endpoint"]
    parameters = {
        "id_token_hint": found["token"]["id_token"],
        "post_logout_redirect_uri": os.environ["OIDC_POST_LOGOUT_REDIRECT_URI"],
    }
    return redirect(end_session_endpoint + "?" + urlencode(parameters))


@app.get("/program")
def program():
    """Gets a token for the application itself (RFC 6749 §4.4), for the API that it names (RFC 8707 §2)."""
    client = OAuth2Session(os.environ["PROGRAM_CLIENT_ID"], os.environ["PROGRAM_CLIENT_SECRET"], scope=os.environ["PROGRAM_SCOPE"])
    token = client.fetch_token(
        provider.load_server_metadata()["token_endpoint"],
        grant_type="client_credentials",
        resource=os.environ["PROGRAM_RESOURCE"],
    )
    return jsonify(access_token=token["access_token"], scope=token["scope"])


@app.errorhandler(AuthlibBaseError)
@app.errorhandler(RequestException)
@app.errorhandler(NobodySignedIn)
def refused(error):
    return jsonify(error=str(error)), 401 if isinstance(error, NobodySignedIn) else 502


if __name__ == "__main__":
    app.run(host=callback.hostname, port=callback.port)
