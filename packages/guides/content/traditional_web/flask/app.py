import os
from urllib.parse import urlencode, urlsplit

from authlib.integrations.base_client import OAuthError
from authlib.integrations.flask_client import OAuth
from flask import Flask, redirect, session
from markupsafe import escape

issuer = os.environ["OIDC_ISSUER"]
redirect_uri = os.environ["OIDC_REDIRECT_URI"]
callback = urlsplit(redirect_uri)

app = Flask(__name__)
app.secret_key = os.environ["SESSION_SECRET"]
app.config.update(
    SESSION_COOKIE_NAME="app-session",
    SESSION_COOKIE_HTTPONLY=True,
    SESSION_COOKIE_SAMESITE="Lax",
    SESSION_COOKIE_SECURE=callback.scheme == "https",
)

oauth = OAuth(app)
oauth.register(
    name="sso",
    server_metadata_url=issuer + "/.well-known/openid-configuration",
    client_id=os.environ["OIDC_CLIENT_ID"],
    client_secret=os.environ["OIDC_CLIENT_SECRET"],
    client_kwargs={"scope": os.environ["OIDC_SCOPE"], "code_challenge_method": "S256"},
)


@app.get("/")
def home():
    user = session.get("user")
    if user is None:
        return '<p><a href="/sign-in">Sign in</a></p>'
    name = escape(user.get("name") or user["sub"])
    return f'<p>Signed in as <strong>{name}</strong></p><p><a href="/sign-out">Sign out</a></p>'


@app.get("/sign-in")
def sign_in():
    return oauth.sso.authorize_redirect(redirect_uri)


@app.get(callback.path)
def signed_in():
    token = oauth.sso.authorize_access_token()
    claims = token["userinfo"]  # of the ID token, whose signature, issuer, audience and nonce were checked
    user = oauth.sso.userinfo(token=token)
    if user["sub"] != claims["sub"]:
        raise OAuthError("invalid_userinfo", "userinfo is about another user")
    session.clear()
    session["user"] = {"sub": user["sub"], "name": user.get("name"), "email": user.get("email")}
    session["id_token"] = token["id_token"]
    return redirect("/")


@app.get("/sign-out")
def sign_out():
    id_token = session.get("id_token")
    session.clear()
    if id_token is None:
        return redirect("/")
    end_session_endpoint = oauth.sso.load_server_metadata()["end_session_endpoint"]
    parameters = {"id_token_hint": id_token, "post_logout_redirect_uri": os.environ["OIDC_POST_LOGOUT_REDIRECT_URI"]}
    return redirect(end_session_endpoint + "?" + urlencode(parameters))


# The user said no, the code was too old, the answer belongs to another browser ...
@app.errorhandler(OAuthError)
def sign_in_failed(error):
    reason = escape(error.description or error.error)
    return f'<p>Sign-in failed: {reason}</p><p><a href="/">Back</a></p>', 400


if __name__ == "__main__":
    app.run(host="localhost", port=callback.port or 5001)
