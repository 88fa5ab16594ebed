import { expect, test } from 'vitest';
import { nearestRedirectUri, redirectUriDifference } from './redirect-uri-difference.ts';

const REGISTERED = 'https://app.example.com/callback';

test.each([
  ['https://app.example.com/callback/', 'a slash at the end that is not registered'],
  ['http://app.example.com/callback', 'the scheme: http came, https is registered'],
  ['https://app.example.com:8443/callback', 'the port: 8443 came, (none) is registered'],
  ['https://app.example.com/Callback', 'upper and lower case in the path'],
  ['https://app.example.com/cb', 'the path: /cb came, /callback is registered'],
  ['https://www.example.com/callback', 'the host: www.example.com came, app.example.com is registered'],
  ['https://app.example.com/callback?x=1', 'a query (the part after “?”) that is not registered'],
  ['https://app.example.com/callback#x', 'what came has a fragment (the part after “#”)'],
  ['https://APP.example.com/callback', 'they are written differently, though they mean the same address'],
  ['/callback', 'what came is not an absolute URI'],
])('%s: %s', (came, difference) => {
  expect(redirectUriDifference(came, REGISTERED)).toBe(difference);
});

test('the nearest is the one that a developer most likely meant', () => {
  const registered = ['https://staging.example.com/callback', 'https://app.example.com/callback', 'com.example.app:/callback'];
  expect(nearestRedirectUri('http://app.example.com/callback/', registered)).toBe('https://app.example.com/callback');
  expect(nearestRedirectUri('com.example.app:/cb', registered)).toBe('com.example.app:/callback');
  expect(nearestRedirectUri('https://evil.example', [])).toBeNull();
});

test('a long value of a stranger costs little to compare', () => {
  const hundred = Array.from({ length: 100 }, (_, index) => `https://app.example.com/${index}/${'b'.repeat(2000)}`);
  expect(nearestRedirectUri(`https://app.example.com/${'a'.repeat(40_000)}`, hundred)).not.toBeNull();
});
