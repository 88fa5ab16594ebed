import { expect, test } from 'vitest';
import { backchannelLogoutUriProblem } from './backchannel-logout-uri.ts';

test.each(['https://app.example.com/backchannel?tenant=1', 'http://localhost:4001/logout', 'http://127.0.0.1/', 'http://[::1]:4001/'])(
  'logout tokens can be sent to %s',
  (uri) => expect(backchannelLogoutUriProblem(uri, 'traditional_web')).toBeNull(),
);

test.each([
  ['http://app.example.com/logout', 'must use https'],
  ['https://app.example.com/logout#x', 'fragment'],
  ['https://user@app.example.com/', 'user name'],
  ['https://127.1/', 'plainly'],
  ['com.example.app:/logout', 'must begin with https'],
  ['javascript:alert(1)', 'must begin with https'],
  ['/logout', 'must begin with https'],
])('%s is refused (OIDC Back-Channel Logout §2.2)', (uri, reason) => expect(backchannelLogoutUriProblem(uri, 'native')).toContain(reason));

test('a machine has no sessions that could end', () => {
  expect(backchannelLogoutUriProblem('https://app.example.com/', 'machine_to_machine')).toContain('remove it');
});
