from functools import wraps

import jwt
from flask import g, jsonify, request

ISSUER = "{{issuer}}"
RESOURCE = "{{resource}}"

# Fetches the keys when first needed, keeps them, and fetches again when a token names a key that is not there yet.
keys = jwt.PyJWKClient("{{jwks_uri}}")


def verify_access_token(token):
    """The claims of a valid access token for this API; raises jwt.InvalidTokenError otherwise."""
    if jwt.get_unverified_header(token).get("typ", "").lower() not in ("at+jwt", "application/at+jwt"):
        raise jwt.InvalidTokenError("it is no access token (RFC 9068 section 4)")
    return jwt.decode(
        token,
        keys.get_signing_key_from_jwt(token).key,
        algorithms=["RS256", "ES256", "PS256"],
        issuer=ISSUER,
        audience=RESOURCE,
        leeway=5,
        options={"require": ["iss", "aud", "exp", "sub", "client_id"]},
    )


def requires_scope(scope):
    """For a view: only with a valid access token that has the scope (RFC 6750 section 3)."""

    def decorate(view):
        @wraps(view)
        def checked(*args, **kwargs):
            kind, _, token = request.headers.get("Authorization", "").partition(" ")
            if kind.lower() != "bearer":
                return refuse(401, "Bearer")
            try:
                claims = verify_access_token(token.strip())
            except (jwt.InvalidTokenError, jwt.PyJWKClientError):
                return refuse(401, 'Bearer error="invalid_token"')
            if scope not in claims.get("scope", "").split():
                return refuse(403, 'Bearer error="insufficient_scope", scope="%s"' % scope)
            g.claims = claims
            return view(*args, **kwargs)

        return checked

    return decorate


def refuse(status, challenge):
    response = jsonify(error=challenge)
    response.status_code = status
    response.headers["WWW-Authenticate"] = challenge
    return response
