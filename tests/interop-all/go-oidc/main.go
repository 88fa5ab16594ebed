// A web application that signs people in with go-oidc and golang.org/x/oauth2. What it serves is said in ../README.md.
package main

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"log"
	"net/http"
	"net/url"
	"os"
	"sync"

	"github.com/coreos/go-oidc/v3/oidc"
	"golang.org/x/oauth2"
	"golang.org/x/oauth2/clientcredentials"
)

type pending struct{ state, nonce, verifier string }

type signedIn struct {
	token    *oauth2.Token
	idToken  string
	claims   map[string]any
	userinfo map[string]any
}

// app keeps what waits for an answer by its state, and who is signed in by the value of a cookie.
type app struct {
	issuer   string
	callback *url.URL
	provider *oidc.Provider
	config   *oauth2.Config
	verifier *oidc.IDTokenVerifier
	mutex    sync.Mutex
	pending  map[string]pending
	sessions map[string]*signedIn
}

func main() {
	issuer := os.Getenv("OIDC_ISSUER")
	callback, err := url.Parse(os.Getenv("OIDC_REDIRECT_URI"))
	if err != nil {
		log.Fatal(err)
	}
	provider, err := oidc.NewProvider(context.Background(), issuer)
	if err != nil {
		log.Fatal(err)
	}
	clientID := os.Getenv("OIDC_CLIENT_ID")
	a := &app{
		issuer:   issuer,
		callback: callback,
		provider: provider,
		config: &oauth2.Config{
			ClientID:     clientID,
			ClientSecret: os.Getenv("OIDC_CLIENT_SECRET"),
			RedirectURL:  callback.String(),
			Endpoint:     provider.Endpoint(),
			Scopes:       []string{oidc.ScopeOpenID, "profile", "email", oidc.ScopeOfflineAccess},
		},
		verifier: provider.Verifier(&oidc.Config{ClientID: clientID}),
		pending:  map[string]pending{},
		sessions: map[string]*signedIn{},
	}
	http.HandleFunc("GET /{$}", a.home)
	http.HandleFunc("GET /sign-in", a.signIn)
	http.HandleFunc("GET "+callback.Path, a.comeBack)
	http.HandleFunc("GET /refresh", a.refresh)
	http.HandleFunc("GET /userinfo", a.userinfo)
	http.HandleFunc("GET /sign-out", a.signOut)
	http.HandleFunc("GET /program", a.program)
	log.Fatal(http.ListenAndServe(callback.Host, nil))
}

func (a *app) home(w http.ResponseWriter, r *http.Request) {
	a.show(w, a.session(r))
}

func (a *app) show(w http.ResponseWriter, s *signedIn) {
	if s == nil {
		answer(w, http.StatusOK, map[string]any{"signed_in": false})
		return
	}
	answer(w, http.StatusOK, map[string]any{
		"signed_in":     true,
		"id_token":      s.claims,
		"userinfo":      s.userinfo,
		"access_token":  s.token.AccessToken,
		"refresh_token": s.token.RefreshToken,
		"scope":         s.token.Extra("scope"),
	})
}

func (a *app) signIn(w http.ResponseWriter, r *http.Request) {
	p := pending{state: rand.Text(), nonce: rand.Text(), verifier: oauth2.GenerateVerifier()}
	browser := rand.Text()
	a.mutex.Lock()
	a.pending[browser] = p
	a.mutex.Unlock()
	setCookie(w, "app-request", browser, 600)
	http.Redirect(w, r, a.config.AuthCodeURL(p.state, oidc.Nonce(p.nonce), oauth2.S256ChallengeOption(p.verifier)), http.StatusFound)
}

func (a *app) comeBack(w http.ResponseWriter, r *http.Request) {
	s, err := a.finish(r)
	setCookie(w, "app-request", "", -1)
	if err != nil {
		refuse(w, http.StatusBadRequest, err)
		return
	}
	id := rand.Text()
	a.mutex.Lock()
	a.sessions[id] = s
	a.mutex.Unlock()
	setCookie(w, "app-session", id, 3600)
	http.Redirect(w, r, "/", http.StatusFound)
}

func (a *app) finish(r *http.Request) (*signedIn, error) {
	p := a.takePending(r)
	query := r.URL.Query()
	if p.state == "" || query.Get("state") != p.state {
		return nil, errors.New("the answer belongs to another request")
	}
	if iss := query.Get("iss"); iss != a.issuer { // RFC 9207 §2.4
		return nil, fmt.Errorf("the answer comes from %q", iss)
	}
	if code := query.Get("error"); code != "" {
		return nil, fmt.Errorf("%s: %s", code, query.Get("error_description"))
	}
	token, err := a.config.Exchange(r.Context(), query.Get("code"), oauth2.VerifierOption(p.verifier))
	if err != nil {
		return nil, err
	}
	s := &signedIn{token: token}
	if err := a.readIDToken(r.Context(), s, p.nonce); err != nil {
		return nil, err
	}
	return s, a.readUserinfo(r.Context(), s)
}

func (a *app) takePending(r *http.Request) pending {
	cookie, err := r.Cookie("app-request")
	if err != nil {
		return pending{}
	}
	a.mutex.Lock()
	defer a.mutex.Unlock()
	p := a.pending[cookie.Value]
	delete(a.pending, cookie.Value)
	return p
}

// readIDToken has the library check signature, issuer, audience and time; the nonce is for the application to compare.
func (a *app) readIDToken(ctx context.Context, s *signedIn, nonce string) error {
	raw, _ := s.token.Extra("id_token").(string)
	verified, err := a.verifier.Verify(ctx, raw)
	if err != nil {
		return err
	}
	if verified.Nonce != nonce {
		return errors.New("the ID token has another nonce")
	}
	s.idToken = raw
	return verified.Claims(&s.claims)
}

func (a *app) readUserinfo(ctx context.Context, s *signedIn) error {
	user, err := a.provider.UserInfo(ctx, oauth2.StaticTokenSource(s.token))
	if err != nil {
		return err
	}
	if user.Subject != s.claims["sub"] { // OIDC Core §5.3.2
		return errors.New("userinfo is about another user")
	}
	s.userinfo = nil
	return user.Claims(&s.userinfo)
}

func (a *app) refresh(w http.ResponseWriter, r *http.Request) {
	s := a.session(r)
	if s == nil {
		refuse(w, http.StatusUnauthorized, errors.New("nobody is signed in"))
		return
	}
	// Without an access token the source has nothing that it could hand out again.
	token, err := a.config.TokenSource(r.Context(), &oauth2.Token{RefreshToken: s.token.RefreshToken}).Token()
	if err != nil {
		refuse(w, http.StatusBadGateway, err)
		return
	}
	s.token = token
	a.show(w, s)
}

func (a *app) userinfo(w http.ResponseWriter, r *http.Request) {
	s := a.session(r)
	if s == nil {
		refuse(w, http.StatusUnauthorized, errors.New("nobody is signed in"))
		return
	}
	if err := a.readUserinfo(r.Context(), s); err != nil {
		refuse(w, http.StatusBadGateway, err)
		return
	}
	answer(w, http.StatusOK, s.userinfo)
}

func (a *app) signOut(w http.ResponseWriter, r *http.Request) {
	var metadata struct {
		EndSessionEndpoint string `json:"end_session_endpoint"`
	}
	s := a.session(r)
	if err := a.provider.Claims(&metadata); err != nil || s == nil {
		refuse(w, http.StatusBadGateway, errors.Join(err, errors.New("nobody to sign out")))
		return
	}
	if cookie, err := r.Cookie("app-session"); err == nil {
		a.mutex.Lock()
		delete(a.sessions, cookie.Value)
		a.mutex.Unlock()
	}
	query := url.Values{"id_token_hint": {s.idToken}, "post_logout_redirect_uri": {os.Getenv("OIDC_POST_LOGOUT_REDIRECT_URI")}}
	http.Redirect(w, r, metadata.EndSessionEndpoint+"?"+query.Encode(), http.StatusFound)
}

// program gets a token for the application itself (RFC 6749 §4.4).
func (a *app) program(w http.ResponseWriter, r *http.Request) {
	config := clientcredentials.Config{
		ClientID:       os.Getenv("PROGRAM_CLIENT_ID"),
		ClientSecret:   os.Getenv("PROGRAM_CLIENT_SECRET"),
		TokenURL:       a.provider.Endpoint().TokenURL,
		Scopes:         []string{os.Getenv("PROGRAM_SCOPE")},
		EndpointParams: url.Values{"resource": {os.Getenv("PROGRAM_RESOURCE")}}, // RFC 8707 §2
	}
	token, err := config.Token(r.Context())
	if err != nil {
		refuse(w, http.StatusBadGateway, err)
		return
	}
	answer(w, http.StatusOK, map[string]any{"access_token": token.AccessToken, "scope": token.Extra("scope")})
}

func (a *app) session(r *http.Request) *signedIn {
	cookie, err := r.Cookie("app-session")
	if err != nil {
		return nil
	}
	a.mutex.Lock()
	defer a.mutex.Unlock()
	return a.sessions[cookie.Value]
}

func setCookie(w http.ResponseWriter, name, value string, seconds int) {
	http.SetCookie(w, &http.Cookie{Name: name, Value: value, MaxAge: seconds, Path: "/", HttpOnly: true, SameSite: http.SameSiteLaxMode})
}

func refuse(w http.ResponseWriter, status int, err error) {
	answer(w, status, map[string]any{"error": err.Error()})
}

func answer(w http.ResponseWriter, status int, body any) {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	if err := json.NewEncoder(w).Encode(body); err != nil {
		log.Print(err)
	}
}
