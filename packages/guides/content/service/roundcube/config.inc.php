<?php
$config['use_https'] = true;
$config['oauth_provider'] = 'generic';
$config['oauth_provider_name'] = 'Single sign-on';
$config['oauth_client_id'] = '{{client_id}}';
$config['oauth_client_secret'] = '{{client_secret}}';
$config['oauth_auth_uri'] = '{{authorization_endpoint}}';
$config['oauth_token_uri'] = '{{token_endpoint}}';
$config['oauth_identity_uri'] = '{{userinfo_endpoint}}';
$config['oauth_identity_fields'] = ['email'];
$config['oauth_scope'] = 'openid profile email';
