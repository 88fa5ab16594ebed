package main

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"log"
	"net/http"
	"slices"
	"strings"

	"github.com/coreos/go-oidc/v3/oidc"
)

const (
	issuer   = "{{issuer}}"
	resource = "{{resource}}"
	scopes   = "{{resource_scopes}}"
)

type claims struct {
	Subject  string `json:"sub"`
	ClientID string `json:"client_id"`
	Scope    string `json:"scope"`
}

func main() {
	provider, err := oidc.NewProvider(context.Background(), issuer)
	if err != nil {
		log.Fatal(err)
	}
	verifier := provider.Verifier(&oidc.Config{ClientID: resource, SupportedSigningAlgs: []string{"RS256", "ES256", "PS256"}})
	scope, _, _ := strings.Cut(scopes, " ")

	http.HandleFunc("GET /", func(w http.ResponseWriter, r *http.Request) {
		kind, token, _ := strings.Cut(r.Header.Get("Authorization"), " ")
		if !strings.EqualFold(kind, "bearer") {
			refuse(w, http.StatusUnauthorized, "Bearer")
			return
		}
		c, err := verify(r.Context(), verifier, strings.TrimSpace(token))
		if err != nil {
			log.Print(err)
			refuse(w, http.StatusUnauthorized, `Bearer error="invalid_token"`)
			return
		}
		if !slices.Contains(strings.Fields(c.Scope), scope) {
			refuse(w, http.StatusForbidden, fmt.Sprintf(`Bearer error="insufficient_scope", scope=%q`, scope))
			return
		}
		// With ClientID equal to Subject, a program called for itself; otherwise for the user named by Subject.
		w.Header().Set("Content-Type", "application/json")
		json.NewEncoder(w).Encode(c)
	})
	log.Fatal(http.ListenAndServe("localhost:8090", nil))
}

func verify(ctx context.Context, verifier *oidc.IDTokenVerifier, token string) (*claims, error) {
	if err := checkType(token); err != nil {
		return nil, err
	}
	verified, err := verifier.Verify(ctx, token)
	if err != nil {
		return nil, err
	}
	var c claims
	return &c, verified.Claims(&c)
}

// checkType refuses ID tokens and everything else that the provider signs (RFC 9068 §4).
func checkType(token string) error {
	first, _, _ := strings.Cut(token, ".")
	raw, err := base64.RawURLEncoding.DecodeString(first)
	if err != nil {
		return err
	}
	var header struct {
		Type string `json:"typ"`
	}
	if err := json.Unmarshal(raw, &header); err != nil {
		return err
	}
	if typ := strings.ToLower(header.Type); typ != "at+jwt" && typ != "application/at+jwt" {
		return fmt.Errorf("%q is no access token", header.Type)
	}
	return nil
}

func refuse(w http.ResponseWriter, status int, challenge string) {
	w.Header().Set("WWW-Authenticate", challenge)
	http.Error(w, challenge, status)
}
