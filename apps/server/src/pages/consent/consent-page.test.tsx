import { describe, expect, test } from 'vitest';
import { NO_BRANDING } from '../../features/clients/no-branding.ts';
import { createPageContext } from '../layout/page-context.ts';
import { clientBrandingView } from './client-branding-view.ts';
import { ConsentPage } from './consent-page.tsx';
import type { ConsentView } from './consent-view.ts';
import { standardPermissionView } from './permission-view.ts';

const page = createPageContext({
  assets: { styles: '/assets/page-styles.css', script: '/assets/page-script.js' },
  product_name: 'Acme',
  preferred_locales: [],
});
const claims = { name: 'Alice Example', email: 'alice@example.com' };
const orders = {
  key: 'https://api.example.com orders:read',
  group: { kind: 'resource_server' as const, name: 'Orders API', resource: 'https://api.example.com' },
  scope: 'orders:read',
  sensitivity: 'low' as const,
  title: 'See your orders',
  description: '',
  values: [],
};

const view: ConsentView = {
  action: '/consent/u1',
  csrf_token: 'csrf-1',
  client: {
    name: 'Partner Web',
    description: 'Plans deliveries',
    party: 'third_party',
    redirect_host: 'app.partner.example',
    redirects_to_this_device: false,
    document_host: null,
    self_registered: false,
    has_changed: false,
    branding: clientBrandingView(NO_BRANDING),
  },
  user: { name: 'Alice Example', username: 'alice', email: 'alice@example.com' },
  switch_account_url: '/sign-in/u1?switch=1',
  new_permissions: [standardPermissionView({ scope: 'email', claims, t: page.t }), orders],
  optional_permissions: [],
  new_details: [],
  granted_permissions: [],
  granted_details: [],
  lasting_access: 'none',
  lasting_access_field: 'optional_scope:offline_access',
  has_duration: true,
  current_duration: null,
  reconfirm: false,
};

function render(changes: Partial<ConsentView> = {}): string {
  return String(<ConsentPage page={page} view={{ ...view, ...changes }} />);
}

function words(html: string): string {
  return html
    .replaceAll(/<[^>]+>/g, '')
    .replaceAll(/\s+/g, ' ')
    .trim();
}

describe('the consent page', () => {
  test('says who asks, who is asked, what is shared, and where it goes', () => {
    const text = words(render());
    expect(text).toContain('Partner Web wants access to your Acme account');
    expect(text).toContain('Third-party app, not verified by Acme');
    for (const part of ['alice@example.com', 'See your orders', 'Orders API', 'https://api.example.com', 'app.partner.example']) {
      expect(text).toContain(part);
    }
  });

  test('an app of the product itself is named as such, and nothing is said of it that holds for third-party apps only', () => {
    const first = render({ client: { ...view.client, party: 'first_party' } });
    expect(words(first)).toContain('Made by Acme');
    for (const text of ['not verified', 'Third-party', 'You can withdraw this access']) {
      expect(words(first)).not.toContain(text);
      expect(words(render())).toContain(text);
    }
    expect(first).not.toContain('class="unverified"');
  });

  test('an app of the product itself is not said to have been allowed what nobody was asked for', () => {
    const asked = { new_permissions: [], granted_permissions: [orders], reconfirm: true };
    const text = words(render({ ...asked, client: { ...view.client, party: 'first_party' } }));
    expect(text).not.toMatch(/allowed/i);
    expect(text).toContain('Access it has (1)');
    expect(words(render(asked))).toContain('You have allowed this app all of this before');
  });

  test('offers both decisions alike, neither of them focused or chosen', () => {
    const html = render();
    expect(html).toMatch(/<button class="button" type="submit" name="decision" value="deny">/);
    expect(html).toMatch(/<button class="button button-primary" type="submit" name="decision" value="allow">/);
    expect(html).toContain('<input type="hidden" name="csrf_token" value="csrf-1"');
    expect(html).not.toMatch(/autofocus|checked/);
  });

  test('says lasting access plainly, and only when it is asked for', () => {
    expect(words(render())).not.toContain('while you are away');
    expect(words(render({ lasting_access: 'new' }))).toContain('Keep this access while you are away');
  });

  test('asks only what is new, and shows what was allowed before as such', () => {
    const html = render({
      new_permissions: [orders],
      granted_permissions: [standardPermissionView({ scope: 'email', claims, t: page.t })],
      lasting_access: 'granted',
    });
    expect(words(html)).toContain('Now it also wants to:');
    const [asked = '', grantedBefore = ''] = html.split('<details');
    expect(asked).toContain('See your orders');
    expect(asked).not.toContain('See your e-mail address');
    expect(grantedBefore).toContain('Allowed before (2)');
    expect(grantedBefore).toContain('alice@example.com');
  });

  test('shows what is sensitive apart from what is ordinary, and what is restricted with a warning', () => {
    const one = { ...orders, key: 'a', title: 'See your salary', sensitivity: 'sensitive' as const };
    const other = { ...orders, key: 'b', title: 'Move your money', sensitivity: 'restricted' as const };
    const html = render({ new_permissions: [other, one, orders] });
    const text = words(html);
    const places = [
      'See your orders',
      'Sensitive access',
      'See your salary',
      'Far-reaching access',
      'serious consequences',
      'Move your money',
    ];
    expect(places.map((part) => text.indexOf(part))).toEqual(places.map((part) => text.indexOf(part)).toSorted((a, b) => a - b));
    expect(html.match(/class="warning"/g)).toHaveLength(1);
    for (const part of [...places.slice(1, 3), ...places.slice(3)]) expect(words(render())).not.toContain(part);
  });

  test('an optional permission that is restricted carries its warning', () => {
    const field = 'optional_scope:x';
    const html = render({ optional_permissions: [{ ...orders, key: 'b', sensitivity: 'restricted', field }] });
    expect(words(html)).toContain('serious consequences');
    expect(words(render({ optional_permissions: [{ ...orders, key: 'b', field }] }))).not.toContain('serious consequences');
  });

  test('shows what was allowed before when nothing is new', () => {
    const html = render({ new_permissions: [], granted_permissions: [orders], reconfirm: true });
    expect(html).toMatch(/<details open/);
    expect(words(html)).toContain('Nothing new is added.');
  });

  test('asks for each optional permission in a box of its own, never ticked beforehand, apart from what is required', () => {
    const write = {
      ...orders,
      key: 'w',
      scope: 'orders:write',
      title: 'Place orders',
      field: 'optional_scope:https://api.example.com orders:write',
    };
    const html = render({ new_permissions: [orders], optional_permissions: [write], lasting_access: 'optional' });
    const [required = '', choice = ''] = html.split('<fieldset');
    expect(required).toContain('See your orders');
    expect(required).not.toMatch(/Place orders|type="checkbox"/);
    expect(choice).toContain('<label class="strong" for="optional-0">');
    expect(choice).toMatch(
      /<input type="checkbox" id="optional-0" name="optional_scope:https:\/\/api.example.com orders:write" value="yes"/,
    );
    expect(choice).toMatch(/<input type="checkbox" id="optional-lasting" name="optional_scope:offline_access" value="yes"/);
    expect(words(html)).toContain('Tick only what you want to allow.');
    expect(html).not.toMatch(/ checked/);
    expect(words(render({ new_permissions: [], optional_permissions: [write] }))).toContain('You can leave it out:');
  });

  test('lets the person choose how long; what was chosen before stays unless they choose anew', () => {
    expect(words(render())).toMatch(
      /How long this app has access\s*Until I withdraw it\s*For 90 days\s*For 30 days\s*Only until I sign out here/,
    );
    expect(render()).not.toContain('value="unchanged"');
    const limited = render({ current_duration: { duration: '90_days', expires_at: new Date('2027-03-01T10:00:00Z') } });
    expect(limited).toMatch(
      /<select[^>]*>\s*<option value="unchanged">No change: until March 1, 2027<\/option>\s*<option value="until_revoked">/,
    );
    expect(words(limited)).toContain('A new choice replaces the one before, for all that you have allowed this app.');
    const forever = render({ current_duration: { duration: 'until_revoked', expires_at: null } });
    expect(forever).toContain('No change: until I withdraw it');
    expect(forever).not.toContain('value="until_revoked"');
    expect(render({ has_duration: false })).not.toContain('name="duration"');
  });

  test('warns where any app on the device could get the answer (RFC 8252 §8.6)', () => {
    const client = { ...view.client, redirect_host: '127.0.0.1', redirects_to_this_device: true };
    expect(words(render({ client }))).toContain('can’t check which app on this device gets the answer');
    expect(words(render())).not.toContain('on this device');
  });

  test('tells apart what an operator has checked and what the app says of itself, and shows where its links lead', () => {
    const identity = {
      ...NO_BRANDING,
      publisher_name: 'Acme Ltd',
      client_uri: 'https://acme.example/',
      tos_uri: 'https://acme.example/terms',
      contacts: ['help@acme.example'],
    };
    const render2 = (publisher_verified: boolean) =>
      render({ client: { ...view.client, branding: clientBrandingView({ ...identity, publisher_verified }) } });
    expect(words(render2(false))).toMatch(/not verified by Acme.*Says it is made by Acme Ltd/);
    expect(words(render2(true))).toMatch(/publisher verified by Acme.*Made by Acme Ltd/);
    expect(words(render2(true))).not.toContain('not verified');
    const links = [...render2(true).matchAll(/<a [^>]*target="_blank"[^>]*>/g)].map(([tag]) => tag);
    expect(links).toHaveLength(2);
    for (const link of links) expect(link).toContain('rel="noopener noreferrer"');
    expect(words(render2(true))).toContain('Terms of service acme.example');
    expect(words(render2(true))).toContain('Support help@acme.example');
  });

  test('shows the logo for the colours of the page, from our own origin alone', () => {
    const branding = clientBrandingView({ ...NO_BRANDING, logo_hash: 'a1', logo_dark_hash: 'b2' });
    const html = render({ client: { ...view.client, branding } });
    expect(html).toContain('<source srcset="/logos/b2" media="(prefers-color-scheme: dark)"/>');
    expect(html).toContain('<img src="/logos/a1" alt=""');
    expect(render()).not.toContain('<img');
  });

  test('gives the developer’s reason as such, apart from our words and in its own direction', () => {
    const reason = { lang: 'he', value: 'כדי <b>x</b>' };
    const html = render({ new_permissions: [{ ...orders, reason }] });
    expect(html).toContain('<bdi lang="he">כדי &lt;b&gt;x&lt;/b&gt;</bdi></blockquote>');
    expect(words(html)).toContain('Why, in the app’s own words:');
    expect(words(render())).not.toContain('own words');
  });

  test('keeps two APIs of one name apart', () => {
    const other = { ...orders, key: 'other', group: { ...orders.group, resource: 'https://other.example.com' } };
    expect(render({ new_permissions: [orders, other] }).match(/Orders API/g)).toHaveLength(2);
  });

  test('has what is about the person first, so that it never stands under an API', () => {
    const html = render({ new_permissions: [orders, standardPermissionView({ scope: 'email', claims, t: page.t })] });
    expect(html.indexOf('About you')).toBeLessThan(html.indexOf('Orders API'));
    expect(html.indexOf('See your e-mail address')).toBeLessThan(html.indexOf('Orders API'));
  });

  test('takes a hostile name as text: no markup, no direction override, no voice in our sentences', () => {
    const name = `\u202eevil <script>alert(1)</script> (verified by Acme) ${'W'.repeat(200)}`;
    const html = render({ client: { ...view.client, name } });
    expect(html).not.toContain('<script>');
    expect(html).not.toContain('\u202e');
    expect(html).toContain('<bdi>evil &lt;script&gt;');
    expect(words(html)).toContain('If you allow it, this app can:');
  });

  test('never links to a script', () => {
    expect(render({ switch_account_url: 'javascript:alert(1)' })).not.toContain('javascript:');
  });

  test('has nothing that the content security policy would refuse', () => {
    expect(render()).not.toMatch(/\sstyle=|\son[a-z]+=|<style|<script(?! src="\/)/);
  });
});
