//! A web application that signs people in with the crate `openidconnect`. What it serves is said in ../README.md.

use std::collections::HashMap;
use std::env;
use std::error::Error;

use openidconnect::core::{
    CoreAuthenticationFlow, CoreClient, CoreIdToken, CoreTokenResponse, CoreUserInfoClaims,
};
use openidconnect::reqwest::blocking::Client as Http;
use openidconnect::reqwest::redirect::Policy;
use openidconnect::{
    AuthorizationCode, ClientId, ClientSecret, CsrfToken, EndpointMaybeSet, EndpointNotSet,
    EndpointSet, IssuerUrl, LogoutRequest, Nonce, OAuth2TokenResponse, PkceCodeChallenge,
    PkceCodeVerifier, PostLogoutRedirectUrl, ProviderMetadataWithLogout, RedirectUrl, Scope,
    SubjectIdentifier, TokenResponse,
};
use serde_json::{Value, json};
use tiny_http::{Header, Request, Response, Server};
use url::Url;

type Failure = Box<dyn Error>;
type Client = CoreClient<
    EndpointSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointMaybeSet,
    EndpointMaybeSet,
>;

struct Pending {
    state: CsrfToken,
    nonce: Nonce,
    verifier: PkceCodeVerifier,
}

struct Session {
    token: CoreTokenResponse,
    id_token: CoreIdToken,
    subject: SubjectIdentifier,
    claims: Value,
    userinfo: Value,
}

/// The metadata holds the keys of the moment at which it was read, and so is read anew for each sign-in.
struct App {
    http: Http,
    metadata: ProviderMetadataWithLogout,
    client: Client,
    pending: HashMap<String, Pending>,
    sessions: HashMap<String, Session>,
}

struct Answer {
    status: u16,
    body: Value,
    headers: Vec<(&'static str, String)>,
}

fn main() -> Result<(), Failure> {
    let callback = Url::parse(&value("OIDC_REDIRECT_URI"))?;
    // A redirect that is followed can lead the request anywhere.
    let http = Http::builder().redirect(Policy::none()).build()?;
    let (metadata, client) = discover(&http)?;
    let mut app = App { http, metadata, client, pending: HashMap::new(), sessions: HashMap::new() };
    let host = callback.host_str().ok_or("the redirect URI has no host")?;
    let server = Server::http((host, callback.port().ok_or("the redirect URI has no port")?))
        .map_err(|error| error.to_string())?;
    for request in server.incoming_requests() {
        let answer = app.answer(&request, &callback);
        let mut response = Response::from_string(answer.body.to_string()).with_status_code(answer.status);
        response.add_header(header("Content-Type", "application/json"));
        for (name, value) in answer.headers {
            response.add_header(header(name, &value));
        }
        request.respond(response)?;
    }
    Ok(())
}

fn discover(http: &Http) -> Result<(ProviderMetadataWithLogout, Client), Failure> {
    let metadata = ProviderMetadataWithLogout::discover(&IssuerUrl::new(value("OIDC_ISSUER"))?, http)?;
    let client = CoreClient::from_provider_metadata(
        metadata.clone(),
        ClientId::new(value("OIDC_CLIENT_ID")),
        Some(ClientSecret::new(value("OIDC_CLIENT_SECRET"))),
    )
    .set_redirect_uri(RedirectUrl::new(value("OIDC_REDIRECT_URI"))?);
    Ok((metadata, client))
}

impl App {
    fn answer(&mut self, request: &Request, callback: &Url) -> Answer {
        let Ok(url) = callback.join(request.url()) else {
            return refusal(400, "not a URL");
        };
        let query: HashMap<String, String> = url.query_pairs().into_owned().collect();
        let session = cookie(request, "app-session");
        let done = match url.path() {
            "/" => Ok(self.home(&session)),
            "/sign-in" => self.sign_in(),
            "/refresh" => self.refresh(&session),
            "/userinfo" => self.userinfo(&session),
            "/sign-out" => self.sign_out(&session),
            "/program" => self.program(),
            path if path == callback.path() => {
                let come_back = self.come_back(&query, &cookie(request, "app-request"));
                return come_back.unwrap_or_else(|error| refusal(400, &told(error.as_ref())));
            }
            _ => return refusal(404, "nothing is here"),
        };
        done.unwrap_or_else(|error| refusal(502, &told(error.as_ref())))
    }

    fn home(&self, session: &str) -> Answer {
        match self.sessions.get(session) {
            Some(session) => ok(shown(session)),
            None => ok(json!({ "signed_in": false })),
        }
    }

    fn sign_in(&mut self) -> Result<Answer, Failure> {
        (self.metadata, self.client) = discover(&self.http)?;
        let (challenge, verifier) = PkceCodeChallenge::new_random_sha256();
        let (url, state, nonce) = self
            .client
            .authorize_url(
                CoreAuthenticationFlow::AuthorizationCode,
                CsrfToken::new_random,
                Nonce::new_random,
            )
            .add_scopes(["profile", "email", "offline_access"].map(|name| Scope::new(name.to_string())))
            .set_pkce_challenge(challenge)
            .url();
        let browser = CsrfToken::new_random().into_secret();
        self.pending.insert(browser.clone(), Pending { state, nonce, verifier });
        Ok(redirect(url.as_str(), Some(("app-request", &browser))))
    }

    fn come_back(&mut self, query: &HashMap<String, String>, browser: &str) -> Result<Answer, Failure> {
        let get = |name: &str| query.get(name).map(String::as_str);
        let pending = self.pending.remove(browser).ok_or("the answer belongs to another browser")?;
        if get("state") != Some(pending.state.secret()) {
            return Err("the answer belongs to another request".into());
        }
        if get("iss") != Some(self.metadata.issuer().as_str()) {
            return Err("the answer comes from another issuer (RFC 9207 §2.4)".into());
        }
        if let Some(error) = get("error") {
            return Err(format!("{error}: {}", get("error_description").unwrap_or("")).into());
        }
        let code = AuthorizationCode::new(get("code").ok_or("no code")?.to_string());
        let token = self.client.exchange_code(code)?.set_pkce_verifier(pending.verifier).request(&self.http)?;
        let id_token = token.id_token().ok_or("no ID token")?.clone();
        let claims = id_token.claims(&self.client.id_token_verifier(), &pending.nonce)?;
        let subject = claims.subject().clone();
        let claims = serde_json::to_value(claims)?;
        let userinfo = self.ask_userinfo(&token, &subject)?;
        let id = CsrfToken::new_random().into_secret();
        self.sessions.insert(id.clone(), Session { token, id_token, subject, claims, userinfo });
        Ok(redirect("/", Some(("app-session", &id))))
    }

    /// The library compares the subject (OpenID Connect Core §5.3.2).
    fn ask_userinfo(&self, token: &CoreTokenResponse, subject: &SubjectIdentifier) -> Result<Value, Failure> {
        let claims: CoreUserInfoClaims = self
            .client
            .user_info(token.access_token().clone(), Some(subject.clone()))?
            .request(&self.http)?;
        Ok(serde_json::to_value(claims)?)
    }

    fn refresh(&mut self, id: &str) -> Result<Answer, Failure> {
        let session = self.sessions.get_mut(id).ok_or("nobody is signed in")?;
        let refresh_token = session.token.refresh_token().ok_or("no refresh token")?;
        session.token = self.client.exchange_refresh_token(refresh_token)?.request(&self.http)?;
        Ok(ok(shown(session)))
    }

    fn userinfo(&self, id: &str) -> Result<Answer, Failure> {
        let session = self.sessions.get(id).ok_or("nobody is signed in")?;
        Ok(ok(self.ask_userinfo(&session.token, &session.subject)?))
    }

    fn sign_out(&mut self, id: &str) -> Result<Answer, Failure> {
        let session = self.sessions.remove(id).ok_or("nobody is signed in")?;
        let endpoint = self.metadata.additional_metadata().end_session_endpoint.clone();
        let url = LogoutRequest::from(endpoint.ok_or("no end_session_endpoint")?)
            .set_id_token_hint(&session.id_token)
            .set_post_logout_redirect_uri(PostLogoutRedirectUrl::new(value("OIDC_POST_LOGOUT_REDIRECT_URI"))?)
            .http_get_url();
        Ok(redirect(url.as_str(), None))
    }

    /// Gets a token for the application itself (RFC 6749 §4.4), for the API that it names (RFC 8707 §2).
    fn program(&self) -> Result<Answer, Failure> {
        let program = CoreClient::from_provider_metadata(
            self.metadata.clone(),
            ClientId::new(value("PROGRAM_CLIENT_ID")),
            Some(ClientSecret::new(value("PROGRAM_CLIENT_SECRET"))),
        );
        let token = program
            .exchange_client_credentials()?
            .add_scope(Scope::new(value("PROGRAM_SCOPE")))
            .add_extra_param("resource", value("PROGRAM_RESOURCE"))
            .request(&self.http)?;
        Ok(ok(json!({ "access_token": token.access_token().secret(), "scope": scope(&token) })))
    }
}

fn shown(session: &Session) -> Value {
    json!({
        "signed_in": true,
        "id_token": session.claims,
        "userinfo": session.userinfo,
        "access_token": session.token.access_token().secret(),
        "refresh_token": session.token.refresh_token().map(|token| token.secret()),
        "scope": scope(&session.token),
    })
}

fn scope(token: &CoreTokenResponse) -> String {
    let scopes = token.scopes().map(Vec::as_slice).unwrap_or_default();
    scopes.iter().map(|scope| scope.as_str()).collect::<Vec<_>>().join(" ")
}

fn ok(body: Value) -> Answer {
    Answer { status: 200, body, headers: vec![] }
}

fn refusal(status: u16, message: &str) -> Answer {
    Answer { status, body: json!({ "error": message }), headers: vec![] }
}

fn redirect(to: &str, cookie: Option<(&str, &str)>) -> Answer {
    let mut headers = vec![("Location", to.to_string())];
    if let Some((name, value)) = cookie {
        headers.push(("Set-Cookie", format!("{name}={value}; Path=/; HttpOnly; SameSite=Lax")));
    }
    Answer { status: 302, body: Value::Null, headers }
}

/// An error with all that it was caused by: the library puts the server's own words there.
fn told(error: &dyn Error) -> String {
    let mut words = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        words += &format!(": {error}");
        cause = error.source();
    }
    words
}

fn cookie(request: &Request, name: &str) -> String {
    let headers = request.headers().iter().filter(|header| header.field.equiv("Cookie"));
    let pairs = headers.flat_map(|header| header.value.as_str().split("; "));
    let mut found = pairs.filter_map(|pair| pair.split_once('=')).filter(|(key, _)| *key == name);
    found.next().map(|(_, value)| value.to_string()).unwrap_or_default()
}

fn header(name: &str, value: &str) -> Header {
    Header::from_bytes(name, value).expect("a header of ASCII")
}

fn value(name: &str) -> String {
    env::var(name).unwrap_or_else(|_| panic!("{name} is not set"))
}
