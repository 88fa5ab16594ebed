import { expect, test } from 'vitest';
import { CookieJar } from './cookie-jar.ts';
import { parseForms } from './html-form.ts';

test('a form is read as a browser without JavaScript would send it', () => {
  const html = `<form method="post" action="/sign-in/a?x=1&amp;y=2"><input type="hidden" name="csrf_token" value="a&quot;b"/>
    <input name="identifier" value=""><input type="password" name="password"/><input type="checkbox" name="off" value="1">
    <button type="button">Show</button><button name="decision" value="deny">Cancel</button><button type="submit">Sign in</button></form>`;
  expect(parseForms(html)).toEqual([
    {
      action: '/sign-in/a?x=1&y=2',
      method: 'POST',
      fields: { csrf_token: 'a"b', identifier: '', password: '' },
      controls: ['identifier', 'password', 'off'],
      buttons: [
        { name: 'decision', value: 'deny', action: null },
        { name: '', value: '', action: null },
      ],
    },
  ]);
});

test('a cookie goes back to its host and path alone, and one that expired goes nowhere (RFC 6265 §5.4)', () => {
  const jar = new CookieJar();
  const url = new URL('http://127.0.0.1:1/sign-in/a');
  jar.store(url, ['a=1; Path=/; HttpOnly', 'b=2; Path=/sign-in/a', 'c=3; Path=/consent', 'a=9; Path=/; Max-Age=0']);
  expect(jar.header(url)).toBe('b=2');
  expect(jar.header(new URL('http://127.0.0.1:2/consent/x'))).toBe('c=3');
  expect(jar.header(new URL('http://localhost:1/consent/x'))).toBe('');
});
