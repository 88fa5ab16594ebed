import { describe, expect, test } from 'vitest';
import { createPageContext } from '../layout/page-context.ts';
import { SignInPage } from './sign-in-page.tsx';
import type { SignInPageProps } from './sign-in-page.tsx';

const props: SignInPageProps = {
  page: createPageContext({ assets: { styles: '/s.css', script: '/s.js' }, product_name: 'Acme', preferred_locales: [] }),
  action: '/sign-in/u1',
  csrf_token: 'csrf-1',
  client: { name: 'Partner Web', party: 'third_party' },
  identifier: '',
  error: null,
  retry_after_seconds: null,
  sign_up_url: null,
  cancel: true,
  current_account: null,
};

function render(changes: Partial<SignInPageProps> = {}): string {
  return String(<SignInPage {...props} {...changes} />);
}

describe('the sign-in page', () => {
  test('has the fields that password managers know', () => {
    const html = render();
    expect(html).toMatch(/<input id="identifier" name="identifier" type="text"[^>]* autocomplete="username"/);
    expect(html).toMatch(/<input id="identifier"[^>]* autocapitalize="none"[^>]* spellcheck="false"/);
    expect(html).toMatch(/<input id="password" name="password" type="password" autocomplete="current-password"/);
  });

  test('answers a disabled user as it answers a wrong password', () => {
    expect(render({ error: 'disabled', identifier: 'alice' })).toBe(render({ error: 'invalid_credentials', identifier: 'alice' }));
  });

  test('keeps the identifier over an error and ties the fields to the message', () => {
    const html = render({ error: 'invalid_credentials', identifier: 'al"ice' });
    expect(html).toContain('value="al&quot;ice"');
    expect(html).toContain('role="alert" id="sign-in-alert"');
    expect(html.match(/aria-invalid="true" aria-describedby="sign-in-alert"/g)).toHaveLength(2);
    expect(html).toContain('<title>Error: Sign in – Acme</title>');
  });

  test('signs in when Enter is pressed: that button is the first of its form, and Cancel needs no valid fields', () => {
    const buttons = render().match(/<button[^>]*type="submit"[^>]*>/g) ?? [];
    expect(buttons).toHaveLength(2);
    expect(buttons[0]).not.toContain('decision');
    expect(buttons[1]).toContain('name="decision" value="deny" formnovalidate');
  });

  test('offers the current account in a form of its own', () => {
    const html = render({ current_account: { name: 'Alice Example', username: 'alice' } });
    const [first = '', second = ''] = html.split('</form>');
    expect(first).toContain('name="decision" value="continue"');
    expect(first).not.toContain('name="password"');
    expect(second).toContain('name="password"');
    expect(html.match(/name="csrf_token"/g)).toHaveLength(2);
  });
});
