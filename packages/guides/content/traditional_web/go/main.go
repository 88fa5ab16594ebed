package main

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"fmt"
	"log"
	"net/http"
	"net/url"
	"os"

	"github.com/coreos/go-oidc/v3/oidc"
	"golang.org/x/oauth2"
)

const (
	issuer      = "{{issuer}}"
	clientID    = "{{client_id}}"
	redirectURI = "{{redirect_uri}}"
)

// pending is what has to be known again when the browser comes back.
type pending struct{ State, Nonce, Verifier string }

func main() {
	provider, err := oidc.NewProvider(context.Background(), issuer)
	if err != nil {
		log.Fatal(err)
	}
	config := &oauth2.Config{
		ClientID:     clientID,
		ClientSecret: os.Getenv("OIDC_CLIENT_SECRET"),
		RedirectURL:  redirectURI,
		Endpoint:     provider.Endpoint(),
		Scopes:       []string{oidc.ScopeOpenID, "profile", "email"},
	}
	callback, err := url.Parse(redirectURI)
	if err != nil {
		log.Fatal(err)
	}

	http.HandleFunc("GET /sign-in", func(w http.ResponseWriter, r *http.Request) {
		p := pending{State: rand.Text(), Nonce: rand.Text(), Verifier: oauth2.GenerateVerifier()}
		value, _ := json.Marshal(p)
		http.SetCookie(w, cookie(callback, url.QueryEscape(string(value)), 600))
		http.Redirect(w, r, config.AuthCodeURL(p.State, oidc.Nonce(p.Nonce), oauth2.S256ChallengeOption(p.Verifier)), http.StatusFound)
	})

	http.HandleFunc("GET "+callback.Path, func(w http.ResponseWriter, r *http.Request) {
		user, err := finish(r, provider, config)
		var claims struct {
			Name string `json:"name"`
		}
		if err == nil {
			err = user.Claims(&claims)
		}
		http.SetCookie(w, cookie(callback, "", -1))
		if err != nil {
			log.Print(err)
			http.Error(w, "Sign-in failed. Please try again.", http.StatusBadRequest)
			return
		}
		w.Header().Set("Content-Type", "text/plain; charset=utf-8")
		fmt.Fprintf(w, "Signed in as %s (%s)\n", claims.Name, user.Subject)
	})

	log.Printf("Open %s://%s/sign-in", callback.Scheme, callback.Host)
	log.Fatal(http.ListenAndServe("localhost:{{app_port}}", nil))
}

func finish(r *http.Request, provider *oidc.Provider, config *oauth2.Config) (*oidc.UserInfo, error) {
	var p pending
	if c, err := r.Cookie("pending"); err != nil {
		return nil, err
	} else if value, err := url.QueryUnescape(c.Value); err != nil {
		return nil, err
	} else if err := json.Unmarshal([]byte(value), &p); err != nil {
		return nil, err
	}
	query := r.URL.Query()
	if p.State == "" || query.Get("state") != p.State {
		return nil, fmt.Errorf("the answer belongs to another request")
	}
	if iss := query.Get("iss"); iss != issuer { // RFC 9207
		return nil, fmt.Errorf("the answer comes from %q", iss)
	}
	if code := query.Get("error"); code != "" {
		return nil, fmt.Errorf("%s: %s", code, query.Get("error_description"))
	}
	token, err := config.Exchange(r.Context(), query.Get("code"), oauth2.VerifierOption(p.Verifier))
	if err != nil {
		return nil, err
	}
	raw, _ := token.Extra("id_token").(string)
	idToken, err := provider.Verifier(&oidc.Config{ClientID: clientID}).Verify(r.Context(), raw)
	if err != nil {
		return nil, err
	}
	if idToken.Nonce != p.Nonce {
		return nil, fmt.Errorf("the ID token belongs to another request")
	}
	user, err := provider.UserInfo(r.Context(), oauth2.StaticTokenSource(token))
	if err != nil {
		return nil, err
	}
	if user.Subject != idToken.Subject { // OIDC Core §5.3.2
		return nil, fmt.Errorf("userinfo is about another user")
	}
	return user, nil
}

func cookie(callback *url.URL, value string, seconds int) *http.Cookie {
	return &http.Cookie{
		Name: "pending", Value: value, MaxAge: seconds, Path: callback.Path,
		HttpOnly: true, SameSite: http.SameSiteLaxMode, Secure: callback.Scheme == "https",
	}
}
