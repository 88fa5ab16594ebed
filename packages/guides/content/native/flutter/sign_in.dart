import 'package:flutter_appauth/flutter_appauth.dart';
import 'package:flutter_secure_storage/flutter_secure_storage.dart';

class SignIn {
  static const _issuer = '{{issuer}}';
  static const _clientId = '{{client_id}}';
  static const _redirectUri = '{{redirect_uri}}';
  static const _scopes = ['openid', 'profile', 'email', 'offline_access'];

  final _appAuth = const FlutterAppAuth();
  final _storage = const FlutterSecureStorage();

  /// Opens the browser, and returns the access token.
  Future<String?> start() async {
    final answer = await _appAuth.authorizeAndExchangeCode(
      AuthorizationTokenRequest(_clientId, _redirectUri, issuer: _issuer, scopes: _scopes),
    );
    return _keep(answer);
  }

  /// A fresh access token without the browser, or null when the user has to sign in again.
  Future<String?> renew() async {
    final refreshToken = await _storage.read(key: 'refresh_token');
    if (refreshToken == null) return null;
    final answer = await _appAuth.token(
      TokenRequest(_clientId, _redirectUri, issuer: _issuer, refreshToken: refreshToken, scopes: _scopes),
    );
    return _keep(answer);
  }

  Future<void> signOut(String idToken) async {
    await _storage.delete(key: 'refresh_token');
    await _appAuth.endSession(
      EndSessionRequest(idTokenHint: idToken, postLogoutRedirectUrl: '{{post_logout_redirect_uri}}', issuer: _issuer),
    );
  }

  Future<String?> _keep(TokenResponse answer) async {
    await _storage.write(key: 'refresh_token', value: answer.refreshToken);
    return answer.accessToken;
  }
}
