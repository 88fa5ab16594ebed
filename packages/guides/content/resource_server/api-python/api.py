from flask import Flask, g, jsonify

from verify_access_token import requires_scope

app = Flask(__name__)


@app.get("/")
@requires_scope("{{resource_scopes}}".split()[0])
def home():
    # With client_id equal to sub, a program called for itself; otherwise for the user named by sub.
    return jsonify(sub=g.claims["sub"], client_id=g.claims["client_id"], scope=g.claims["scope"])
