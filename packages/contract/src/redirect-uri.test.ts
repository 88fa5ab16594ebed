import { describe, expect, it } from 'vitest';
import { redirectUriProblem, type AppTypeForRedirects } from './redirect-uri.ts';

const WEB: AppTypeForRedirects[] = ['traditional_web', 'single_page', 'native'];

describe('redirect URIs that can be registered', () => {
  it.each([
    'https://app.example.com/callback',
    'https://app.example.com',
    'https://app.example.com/',
    'https://app.example.com:8443/callback',
    'https://app.example.com/callback?tenant=a&list[]=1',
    'https://app.example.com?x=1',
    'https://APP.example.com/Callback',
    'HTTPS://app.example.com/callback',
    'https://xn--bcher-kva.example/r%C3%BCck',
    'https://192.0.2.7/callback',
    'https://[2001:db8::1]/callback',
    'https://intranet/callback',
    'https://app.example.com/@me',
    'http://localhost/callback',
    'http://localhost:4001/callback',
    'http://127.0.0.1:4001/callback',
    'http://[::1]:4001/callback',
  ])('%s for every application with users', (uri) => {
    for (const appType of WEB) expect(redirectUriProblem(uri, appType)).toBeNull();
  });

  it.each(['com.example.app:/callback', 'com.example.app://callback', 'com.example.my-app:/a/b?c=d'])(
    '%s for native applications alone (RFC 8252 §7.1)',
    (uri) => {
      expect(redirectUriProblem(uri, 'native')).toBeNull();
      expect(redirectUriProblem(uri, 'traditional_web')).toContain('must use https');
      expect(redirectUriProblem(uri, 'single_page')).toContain('must use https');
    },
  );
});

describe('redirect URIs that are refused', () => {
  const cases: [string, string][] = [
    ['', 'absolute URI'],
    ['/callback', 'absolute URI'],
    ['app.example.com/callback', 'absolute URI'],
    ['//app.example.com/callback', 'absolute URI'],
    ['https://', 'absolute URI'],
    ['https://?x', 'absolute URI'],
    ['https://app.example.com:99999/', 'absolute URI'],
    ['https://app.example.com/#', 'fragment'],
    ['https://app.example.com/callback#token', 'fragment'],
    ['https://*.example.com/callback', 'wildcard'],
    ['https://app.example.com/*', 'wildcard'],
    ['https://app.example.com/call back', 'spaces'],
    [' https://app.example.com/', 'spaces'],
    ['https://app.example.com/\u0000', 'control characters'],
    ['https://app.exam\tple.com/', 'control characters'],
    ['https://app.example.com/\r\nset-cookie:a', 'control characters'],
    ['java\nscript:alert(1)', 'control characters'],
    ['https://app.example.com/\u00a0', 'spaces'],
    ['https:\\\\evil.example/', 'backslash'],
    ['https://app.example.com\\@evil.example/', 'backslash'],
    ['https:///evil.example/callback', 'directly after'],
    ['https:/app.example.com/callback', 'directly after'],
    ['https:app.example.com/callback', 'directly after'],
    ['https://app.example.com@evil.example/', 'user name'],
    ['https://user:pass@app.example.com/', 'user name'],
    ['https://@evil.example/', 'user name'],
    ['https://:@evil.example/', 'user name'],
    ['https://b\u00fccher.example/callback', 'xn--'],
    ['https://app.example.com/{tenant}', 'RFC 3986'],
    ['https://app.example.com/"><script>', 'RFC 3986'],
    ['http://127\u30020\u30020\u30021/', 'RFC 3986'],
    ['https://app.example.com/%zz', 'hexadecimal'],
    ['https://app.example.com/%', 'hexadecimal'],
    ['https://ex%61mple.com/', 'plainly'],
    ['https://app.example.com:/callback', 'plainly'],
    ['http://127.1:4001/', 'plainly'],
    ['http://0x7f.0.0.1/', 'plainly'],
    ['http://2130706433/', 'plainly'],
    ['http://[0:0:0:0:0:0:0:1]/', 'plainly'],
    ['https://app.example.com./callback', 'dot'],
    ['http://app.example.com/callback', 'must use https'],
    ['http://127.0.0.1.evil.example/', 'must use https'],
    ['http://localhost.evil.example/', 'must use https'],
    ['http://127.0.0.2/', 'must use https'],
    ['http://0.0.0.0/', 'must use https'],
    ['localhost:4001/callback', 'must begin with https://'],
    ['app.example.com:443/callback', 'must begin with https://'],
    [`https://app.example.com/${'a'.repeat(2048)}`, 'longer'],
  ];
  it.each(cases)('%j', (uri, reason) => {
    for (const appType of WEB) expect(redirectUriProblem(uri, appType)).toContain(reason);
  });

  it.each([
    'javascript:alert(1)',
    'JavaScript:alert(1)',
    'data:text/html,x',
    'file:///etc/passwd',
    'blob:https://a.example/1',
    'about:blank',
    'ftp://a.example/',
    'myapp:/callback',
    'urn:ietf:wg:oauth:2.0:oob',
    'COM.example.app:/callback',
  ])('%s, for native applications too', (uri) => {
    expect(redirectUriProblem(uri, 'native')).toContain('reverse-domain');
    expect(redirectUriProblem(uri, 'traditional_web')).toContain('must use https');
  });

  it.each(['com.example.app:callback', 'com.example.app:', 'com.example.app://user@host/'])(
    '%s: a native scheme of the wrong form',
    (uri) => {
      expect(redirectUriProblem(uri, 'native')).not.toBeNull();
    },
  );

  it('any for a machine, which has no browser', () => {
    expect(redirectUriProblem('https://app.example.com/callback', 'machine_to_machine')).toContain('no redirect URIs');
  });
});
