import { expect, it } from 'vitest';
import { logoutTokenClaims } from './logout-token-claims.ts';

const ABOUT = { client_id: 'partner', user_id: 'alice', subject: null, sid: 'a-session', backchannel_logout_session_required: true };
const ISSUED = { issuer: 'https://id.example.com', jti: 'unique', at: new Date('2026-01-01T00:00:00.900Z') };

it('says who, where, since when and of which session, and is good for two minutes (OIDC Back-Channel Logout §2.4)', () => {
  expect(logoutTokenClaims(ABOUT, ISSUED)).toEqual({
    iss: 'https://id.example.com',
    sub: 'alice',
    aud: 'partner',
    iat: 1_767_225_600,
    exp: 1_767_225_720,
    jti: 'unique',
    events: { 'http://schemas.openid.net/event/backchannel-logout': {} },
    sid: 'a-session',
  });
});

it('names no session to a client whose ID tokens name none', () => {
  expect(logoutTokenClaims({ ...ABOUT, backchannel_logout_session_required: false }, ISSUED)).not.toHaveProperty('sid');
});

it('says `sub` as the client knows the user (OIDC Core §8)', () => {
  expect(logoutTokenClaims({ ...ABOUT, subject: 'pairwise' }, ISSUED)).toMatchObject({ sub: 'pairwise' });
});

it('can never pass for an ID token', () => {
  expect(logoutTokenClaims(ABOUT, ISSUED)).not.toHaveProperty('nonce');
});
