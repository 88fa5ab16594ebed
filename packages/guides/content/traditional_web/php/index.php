<?php

declare(strict_types=1);

require __DIR__ . '/vendor/autoload.php';

use Jumbojett\OpenIDConnectClient;
use Jumbojett\OpenIDConnectClientException;

$redirectUri = '{{redirect_uri}}';

session_name('app-session');
session_set_cookie_params([
    'httponly' => true,
    'samesite' => 'Lax',
    'secure' => str_starts_with($redirectUri, 'https:'),
]);
session_start();

$oidc = new OpenIDConnectClient('{{issuer}}', '{{client_id}}', getenv('OIDC_CLIENT_SECRET'));
$oidc->setRedirectURL($redirectUri);
$oidc->addScope(['openid', 'profile', 'email']);
$oidc->setCodeChallengeMethod('S256');

$path = parse_url($_SERVER['REQUEST_URI'], PHP_URL_PATH);

try {
    if ($path === '/sign-in' || $path === parse_url($redirectUri, PHP_URL_PATH)) {
        $oidc->authenticate();
        // A new session id, so that nobody who knew the old one is signed in as well.
        session_regenerate_id(true);
        $_SESSION['user'] = ['sub' => $oidc->getVerifiedClaims('sub'), 'name' => $oidc->requestUserInfo('name')];
        $_SESSION['id_token'] = $oidc->getIdToken();
        header('Location: /');
        exit;
    }
    if ($path === '/sign-out' && isset($_SESSION['id_token'])) {
        $idToken = $_SESSION['id_token'];
        session_destroy();
        $oidc->signOut($idToken, '{{post_logout_redirect_uri}}');
        exit;
    }
} catch (OpenIDConnectClientException $error) {
    http_response_code(400);
    error_log($error->getMessage());
    echo '<p>Sign-in failed.</p><p><a href="/">Back</a></p>';
    exit;
}

if (!isset($_SESSION['user'])) {
    echo '<p><a href="/sign-in">Sign in</a></p>';
    exit;
}
$name = htmlspecialchars($_SESSION['user']['name'] ?? $_SESSION['user']['sub']);
echo "<p>Signed in as <strong>$name</strong></p><p><a href=\"/sign-out\">Sign out</a></p>";
