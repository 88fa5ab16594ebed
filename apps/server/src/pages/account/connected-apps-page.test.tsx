import { describe, expect, test } from 'vitest';
import { NO_BRANDING } from '../../features/clients/no-branding.ts';
import { clientBrandingView } from '../consent/client-branding-view.ts';
import { presentPermissions } from '../consent/present-permissions.ts';
import { createPageContext } from '../layout/page-context.ts';
import type { ConnectedAppView } from './connected-app-view.ts';
import { ConnectedAppsPage, type ConnectedAppsPageProps } from './connected-apps-page.tsx';

const page = createPageContext({
  assets: { styles: '/assets/page-styles.css', script: '/assets/page-script.js' },
  product_name: 'Acme',
  preferred_locales: [],
});

const claims = { email: 'alice@example.com' };
const app: ConnectedAppView = {
  grant_id: 'g1',
  name: 'Partner Web',
  disabled: false,
  branding: clientBrandingView(NO_BRANDING),
  start_url: null,
  permissions: presentPermissions([{ resource: null, scope: 'email' }], {
    servers: [],
    claims,
    t: page.t,
    locale: page.locale,
  }).permissions.map((permission) => ({
    ...permission,
    removable: false,
  })),
  details: [],
  lasting_access: 'none',
  since: new Date('2026-03-04T23:59:59Z'),
  last_used: null,
  ends: null,
  residual_seconds: 600,
};

const props: ConnectedAppsPageProps = {
  page,
  csrf_token: 'csrf-1',
  notice: null,
  connected_apps: [app],
  now: new Date('2026-03-05T12:00:00Z'),
};

function render(changes: Partial<ConnectedAppsPageProps> = {}): string {
  return String(<ConnectedAppsPage {...props} {...changes} />);
}

function withApp(changes: Partial<ConnectedAppView>): string {
  return render({ connected_apps: [{ ...app, ...changes }] });
}

function words(html: string): string {
  return html
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim();
}

describe('connected apps', () => {
  test('say when the operator has switched one off; it can be removed all the same', () => {
    const sentence = 'Acme has switched this app off.';
    expect(words(render())).not.toContain(sentence);
    const html = withApp({ disabled: true });
    expect(words(html)).toContain(sentence);
    expect(html).toContain('<form method="post" action="/account/apps/remove">');
  });

  test('each have a name, what was allowed with the values, since when, and one form that takes it back', () => {
    const html = render();
    expect(words(html)).toContain('Partner Web');
    expect(words(html)).toContain('See your e-mail address');
    expect(words(html)).toContain('alice@example.com');
    expect(html).toContain('<time datetime="2026-03-04T23:59:59.000Z">March 4, 2026</time>');
    expect(html).toContain('<form method="post" action="/account/apps/remove">');
    expect(html).toContain('<input type="hidden" name="grant_id" value="g1"/>');
    expect(html).toContain('aria-label="Remove access: Partner Web"');
  });

  test('say when they last got access and from where, or that they have not yet', () => {
    expect(words(render())).toContain('Last used Not yet');
    const used = words(withApp({ last_used: { at: new Date('2026-03-05T10:00:00Z'), ip: '192.0.2.1' } }));
    expect(used).toContain('Last used 2 hours ago');
    expect(used).toContain('IP address 192.0.2.1');
    expect(words(withApp({ last_used: { at: new Date('2026-03-05T10:00:00Z'), ip: null } }))).not.toContain('IP address');
  });

  test('say until when, where the person has chosen a time', () => {
    expect(words(render())).not.toContain('Access ends');
    expect(words(withApp({ ends: new Date('2026-04-03T10:00:00Z') }))).toContain('Access ends April 3, 2026');
    expect(words(withApp({ ends: 'session' }))).toContain('Access ends When the session ends in which you allowed it');
  });

  test('have a button at each optional permission, and at no other', () => {
    expect(render()).not.toContain('/account/apps/remove-permission');
    const optional = app.permissions.map((permission) => ({ ...permission, removable: true }));
    const html = withApp({ permissions: optional });
    expect(html).toContain('<input type="hidden" name="resource" value=""/><input type="hidden" name="scope" value="email"/>');
    expect(html).toContain('aria-label="Take back from Partner Web: See your e-mail address"');
  });

  test('say lasting access plainly, and only where it was allowed', () => {
    expect(words(render())).not.toContain('while you are away');
    expect(words(withApp({ lasting_access: 'fixed' }))).toContain('Keep this access while you are away');
    expect(withApp({ lasting_access: 'fixed' })).not.toContain('value="offline_access"');
    expect(withApp({ lasting_access: 'removable' })).toContain('value="offline_access"');
  });

  test('promise no earlier end than a token has', () => {
    expect(words(render())).toContain('ends within 10 minutes');
    expect(words(withApp({ residual_seconds: 5401 }))).toContain('ends within 91 minutes');
  });

  test('show the absence of apps as such, without a word about removal', () => {
    const text = words(render({ connected_apps: [] }));
    expect(text).toContain('No third-party app has access to your account.');
    expect(text).not.toContain('Remove access');
  });

  test('an app that is left with nothing can still be removed', () => {
    const html = withApp({ permissions: [] });
    expect(words(html)).toContain('Nothing of what you allowed this app is left.');
    expect(html).toContain('name="grant_id"');
  });

  test('take hostile and long names as text: no markup, no direction override, no broken attribute', () => {
    const name = `\u202emoc "><script>alert(1)</script>{{client}} $t(error.csrf.title) ${'W'.repeat(300)}`;
    const html = withApp({ name, permissions: app.permissions.map((permission) => ({ ...permission, removable: true, title: name })) });
    expect(html).not.toContain('<script>');
    expect(html).not.toContain('\u202e');
    expect(html).toMatch(/<h2><bdi>moc &quot;&gt;&lt;script&gt;[^<]*…<\/bdi><\/h2>/);
    expect(html).toMatch(/aria-label="Remove access: moc &quot;&gt;&lt;script&gt;[^"<>]*…"/);
    expect(html).toMatch(/aria-label="Take back from moc &quot;&gt;&lt;script&gt;[^"<>]*"/);
    expect(html).toContain('{{client}} $t(error.csrf.title)');
  });

  test('names in other directions stay inside their place', () => {
    expect(withApp({ name: 'تطبيق الشريك' })).toContain('<bdi>تطبيق الشريك</bdi>');
  });

  test('a removal is confirmed only after one', () => {
    expect(words(render())).not.toContain('The access has been removed.');
    expect(words(render({ notice: 'app-removed' }))).toContain('The access has been removed.');
    expect(words(render({ notice: 'scope-removed' }))).toContain('The permission has been taken back.');
  });

  test('have nothing that the content security policy would refuse', () => {
    expect(render({ notice: 'app-removed' })).not.toMatch(/\sstyle=|\son[a-z]+=|<style|<script(?! src="\/)/);
  });
});
