<?php
$CONFIG = array(
    'oidc_login_provider_url' => '{{issuer}}',
    'oidc_login_client_id' => '{{client_id}}',
    'oidc_login_client_secret' => '{{client_secret}}',
    'oidc_login_scope' => '{{scopes}}',
    'oidc_login_button_text' => 'Single sign-on',
    'oidc_login_code_challenge_method' => 'S256',
    'oidc_login_attributes' => array(
        'id' => 'preferred_username',
        'name' => 'name',
        'mail' => 'email',
        'groups' => 'groups',
    ),
    // Accounts are made at the first sign-in; true lets in only those that are there already.
    'oidc_login_disable_registration' => false,
    'oidc_create_groups' => false,
    'oidc_login_tls_verify' => true,
);
