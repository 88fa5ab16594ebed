import { expect, test } from 'vitest';
import { redactClientId, redactParameters, REDACTED } from './redact-parameters.ts';

const SECRET = 'pKcb1Vh0cM2fR9sQwE7tYuIoPaSdFgHjKlZxCvBnM3k';
const JWT = `eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiIxMjM0In0.${SECRET}`;

test.each([
  'access_token',
  'client_assertion',
  'client_secret',
  'code',
  'code_challenge',
  'code_verifier',
  'id_token_hint',
  'login_hint',
  'nonce',
  'password',
  'refresh_token',
  'state',
  'username',
])('of %s only the presence is kept', (name) => {
  expect(redactParameters({ [name]: 'a value' })).toEqual({ [name]: REDACTED });
});

test('a name that no specification has is left out, because it is a stranger’s text', () => {
  expect(redactParameters({ [SECRET]: 'x', __proto__: 'x', audience: 'api', toString: 'x' })).toEqual({ audience: 'api' });
});

test.each([
  [
    'a code in the query of an address',
    'https://app.example.com/cb?code=abc&state=xyz&lang=de',
    `https://app.example.com/cb?code=${REDACTED}&state=${REDACTED}&lang=de`,
  ],
  ['a fragment', 'https://app.example.com/cb#access_token=abc', `https://app.example.com/cb#${REDACTED}`],
  ['a password before the host', 'https://alice:hunter2@app.example.com/cb', `https://${REDACTED}@app.example.com/cb`],
  ['a token in the path', `https://app.example.com/invite/${SECRET}`, `https://app.example.com/invite/${REDACTED}`],
  [
    'a code in an address inside the address',
    'https://a.example/cb?back=https%3A%2F%2Fb.example%3Fcode%3Dabc',
    `https://a.example/cb?back=${REDACTED}`,
  ],
])('%s is not stored', (_what, uri, stored) => {
  expect(redactParameters({ redirect_uri: uri })).toEqual({ redirect_uri: stored });
});

test('an ordinary address stays as it came', () => {
  const uri = 'https://accounts.partner-company.example.com:8443/realms/main/broker/consentry/endpoint?provider=1';
  expect(redactParameters({ redirect_uri: uri })).toEqual({ redirect_uri: uri });
});

test('a token in a parameter where none belongs is not stored', () => {
  expect(JSON.stringify(redactParameters({ scope: `openid ${JWT}`, resource: JWT, client_id: JWT, grant_type: SECRET }))).not.toContain(
    SECRET,
  );
});

test('a secret where the client id belongs is not stored; ids and addresses are', () => {
  expect(redactClientId(SECRET)).not.toContain(SECRET.slice(0, 6));
  expect(redactClientId('3f2b8c1e-0d4a-4b6e-9f1a-7c5d2e8b9a01')).toBe('3f2b8c1e-0d4a-4b6e-9f1a-7c5d2e8b9a01');
  expect(redactClientId('https://app.example.com/client.json')).toBe('https://app.example.com/client.json');
});

test('values are cut and made inert: no NUL, no direction override, no end', () => {
  const { scope = '', redirect_uri = '' } = redactParameters({
    scope: 'a\0\u202eb\ud800',
    redirect_uri: `https://a.example/${'x-'.repeat(5000)}`,
  });
  expect(scope).toBe('a\ufffd\ufffdb\ufffd');
  expect(redirect_uri.length).toBeLessThan(600);
  const many = redactParameters({
    scope: 'x '.repeat(5000),
    resource: Array.from({ length: 500 }, (_, index) => `https://r${index}.example`),
  });
  expect(JSON.stringify(many).length).toBeLessThan(2000);
});
