import { createHash, randomBytes } from 'node:crypto';
import type { CreateClient } from '@consentry/contract';
import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Context } from '../../context.ts';
import { LOCALES, type Locale } from '../../pages/messages/messages.ts';
import { Mailer } from '../../platform/mailer.ts';
import { startMailCatcher, type MailCatcher } from '../../testing/mail-catcher.ts';
import { signedInCookies } from '../../testing/signed-in-cookies.ts';
import { startTestApp, type TestApp } from '../../testing/test-app.ts';
import { checkboxesOf, WalkingBrowser } from '../../testing/walking-browser.ts';
import { createClient } from '../clients/create-client.ts';
import { sendDueMails } from '../mails/send-due-mails.ts';
import { createResourceServer } from '../resource-servers/create-resource-server.ts';
import { updateSettings } from '../settings/update-settings.ts';
import { createUser } from '../users/create-user.ts';
import { grantScopes } from './grant-scopes.ts';
import type { WordedScope } from './changed-grant.ts';
import type { GrantParties } from './grant-store.ts';
import { narrowGrant } from './narrow-grant.ts';
import { revokeGrant } from './revoke-grant.ts';

const CALLBACK = 'http://127.0.0.1:9/callback';
const SUBJECT = 'An app now has lasting access to your Consentry account';
let app: TestApp;
let ctx: Context;
let catcher: MailCatcher;
let count = 0;

beforeAll(async () => {
  app = await startTestApp({ sends_mail: true });
  ctx = { ...app.context, request: { id: 'test', ip: '203.0.113.7' } };
});
afterAll(() => app.stop());
beforeEach(async () => {
  catcher = await startMailCatcher();
});
afterEach(async () => {
  catcher.stop();
  await sql`delete from mails`.execute(app.context.db);
});

const read = (locale = 'en', ...names: string[]): WordedScope[] =>
  ['openid', ...names].map((scope) => ({ resource: null, scope, locale, text_version: '1' }));
const lasting = (locale?: string): WordedScope[] => read(locale, 'email', 'offline_access');

async function parties(
  client: Partial<CreateClient> = {},
  email: string | null = `person${(count += 1)}@example.com`,
): Promise<GrantParties> {
  const { user_id } = await createUser(ctx, { username: `user${(count += 1)}`, email });
  const made = await createClient(ctx, {
    name: 'Partner Web',
    app_type: 'single_page',
    party: 'third_party',
    redirect_uris: [CALLBACK],
    scopes: ['openid', 'email', 'offline_access'],
    ...client,
  });
  return { user_id, client_id: made.client.client_id };
}

async function sent(): Promise<MailCatcher['mails']> {
  await sendDueMails(ctx, { mailer: new Mailer({ url: `smtp://127.0.0.1:${catcher.port}` }), from: undefined });
  return catcher.mails;
}

describe('a person who gives a third-party app lasting access', () => {
  it('reads who, what, when, from where and until when, and where to take it back', async () => {
    const pair = await parties();
    await createResourceServer(ctx, {
      resource: 'https://files.example.com',
      name: 'Files',
      scopes: [{ name: 'files:read', description: 'Read your files', sensitivity: 'low' }],
    });
    const scopes = [...lasting(), { resource: 'https://files.example.com', scope: 'files:read', locale: 'en', text_version: '1' }];
    const clock = { now: () => new Date('2026-03-04T15:06:07Z') };
    await grantScopes({ ...ctx, clock }, { ...pair, scopes, duration: '30_days' });
    const [mail] = await sent();
    expect(mail?.headers['subject']).toBe(SUBJECT);
    expect(mail?.text.replaceAll('\u202f', ' '))
      .toBe(`A third-party app now has lasting access to your Consentry account. It can use it also while you are away.

Name of the app
  Partner Web
Allowed on
  March 4, 2026 at 3:06 PM UTC
IP address
  203.0.113.7
Access ends
  April 3, 2026 at 3:06 PM UTC

You have allowed this app to:

- Recognise you
- See your e-mail address
- Read your files (Files)
- Keep this access while you are away

You can see this access and remove it at any time on your account pages:

${app.url}/account/apps

If it wasn’t you who allowed this, remove the access there and change your password.`);
    expect(mail?.html).toContain(`<a dir="ltr" href="${app.url}/account/apps">${app.url}/account/apps</a>`);
    expect(mail?.html).not.toMatch(/\b(?:src|background|srcset)=|url\(|<(?:img|link|script|iframe|object)/i);
  });

  it('reads what was allowed one by one as consent said it, whole, and no link of it (RFC 9396 §12)', async () => {
    const pair = await parties({ authorization_details_types: [] });
    const resource = 'https://bank.example.com';
    const type = 'payment_initiation';
    const properties = { amount: { type: 'string' }, creditor: { type: 'string' }, actions: { type: 'array', items: { type: 'string' } } };
    const texts = { en: 'Pay {{amount}} to {{creditor}}', de: '{{amount}} an {{creditor}} zahlen' };
    await createResourceServer(ctx, {
      resource,
      name: 'Bank',
      scopes: [],
      authorization_details_types: [{ type, schema: { type: 'object', properties }, texts }],
    });
    const detail = { type, amount: '45 EUR', creditor: `https://evil.example/ ${'x'.repeat(400)}`, actions: ['initiate', 'status'] };
    const give = (locale: string) => ({
      scopes: lasting(locale),
      details: [{ resource, detail, text_version: '1', locale }],
    });
    await grantScopes(ctx, { ...pair, ...give('en') });
    const [mail] = await sent();
    const text = mail?.text.replaceAll('\u200b', '') ?? '';
    expect(text).toContain(`- Pay 45 EUR to https://evil.example/ ${'x'.repeat(400)}; actions: initiate, status (Bank)\n`);
    expect(mail?.text).not.toContain('https://evil');
    expect(mail?.html.match(/<a /g)).toHaveLength(1);

    await grantScopes(ctx, { ...(await parties()), ...give('de') });
    expect((await sent())[1]?.text).toContain('- 45 EUR an https');
  });

  it('does so through the consent page, in its language', async () => {
    const pair = await parties({ optional_scopes: ['offline_access'] });
    const cookies = await signedInCookies(app);
    const browser = new WalkingBrowser(app.url, { 'accept-language': 'de' });
    browser.keepCookie(await cookies.of(pair.user_id));
    cookies.stop();
    const allow = async (ticked: boolean): Promise<void> => {
      const page = await browser.open(`/oauth2/authorize?${authorization(pair.client_id)}`);
      const boxes = ticked ? Object.fromEntries(checkboxesOf(page).map((name) => [name, 'yes'])) : {};
      const { url } = await browser.submit(page, 'decision', { decision: 'allow', ...boxes });
      expect(url.searchParams.get('code')).not.toBeNull();
    };
    await allow(false);
    expect(await sent()).toEqual([]);
    await allow(true);
    expect(await sent()).toMatchObject([{ headers: { subject: 'Eine App hat jetzt dauerhaften Zugriff auf Ihr Konto bei Consentry' } }]);
    await allow(true);
    expect(await sent()).toHaveLength(1);
  });

  it('hears of it once, until the access was taken back and given again', async () => {
    const pair = await parties({ optional_scopes: ['offline_access'] });
    const { grant_id } = await grantScopes(ctx, { ...pair, scopes: lasting() });
    await grantScopes(ctx, { ...pair, scopes: lasting(), duration: '90_days' });
    expect(await sent()).toHaveLength(1);
    await narrowGrant(ctx, { grant_id, user_id: pair.user_id, resource: null, scope: 'offline_access' });
    await grantScopes(ctx, { ...pair, scopes: lasting() });
    expect(await sent()).toHaveLength(2);
    await revokeGrant(ctx, grant_id);
    await grantScopes(ctx, { ...pair, scopes: lasting() });
    expect(await sent()).toHaveLength(3);
  });

  it('hears of it when an older grant is extended', async () => {
    const pair = await parties();
    await grantScopes(ctx, { ...pair, scopes: read() });
    expect(await sent()).toEqual([]);
    await grantScopes(ctx, { ...pair, scopes: lasting() });
    expect(await sent()).toHaveLength(1);
  });

  it('reads how long: until it is removed, or until the session ends', async () => {
    await grantScopes(ctx, { ...(await parties()), scopes: lasting() });
    await grantScopes(ctx, { ...(await parties()), scopes: lasting(), duration: 'session', session_uid: 'here' });
    const texts = (await sent()).map(({ text }) => /Access ends\n {2}(.*)/.exec(text)?.[1] ?? '');
    expect(texts.toSorted()).toEqual(['When the session ends in which you allowed it', 'When you remove it']);
  });
});

describe('nobody is written to', () => {
  it.each<[string, () => Promise<GrantParties>, WordedScope[]]>([
    ['about the product’s own apps', () => parties({ party: 'first_party' }), lasting()],
    ['about access that ends with the visit', () => parties(), read('en', 'email')],
    ['without an e-mail address', () => parties({}, null), lasting()],
    ['about what nobody was asked', () => parties(), lasting().map(({ resource, scope }) => ({ resource, scope }))],
    [
      'about an API’s scope of that name',
      () => parties(),
      [...read(), { resource: 'https://x.example', scope: 'offline_access', locale: 'en' }],
    ],
  ])('%s', async (_what, make, scopes) => {
    await grantScopes(ctx, { ...(await make()), scopes });
    expect(await sent()).toEqual([]);
    await grantScopes(ctx, { ...(await parties()), scopes: lasting() });
    expect(await sent()).toHaveLength(1);
  });

  it('without a mail server', async () => {
    await grantScopes({ ...ctx, mailsDue: null }, { ...(await parties()), scopes: lasting() });
    const { rows } = await sql`select mail_id from mails`.execute(ctx.db);
    expect(rows).toEqual([]);
  });
});

describe('an app with a hostile name', () => {
  const HOSTILE = 'Evil\r\nBcc: x@evil.example\r\n\r\n<img src=https://evil.example/x> \u202ednoces {{product}} $t(form.name)';

  it('gets no word into the subject, no header, no markup, no link and no other direction', async () => {
    // The management API takes no control characters; what stands in the table anyway does no harm either.
    const pair = await parties();
    await sql`update clients set name = ${HOSTILE} where client_id = ${pair.client_id}`.execute(ctx.db);
    await grantScopes(ctx, { ...pair, scopes: lasting() });
    const [mail] = await sent();
    expect(mail?.headers['subject']).toBe(SUBJECT);
    expect(mail?.header_names).not.toContain('bcc');
    expect(mail?.text).toContain('Name of the app\n  Evil Bcc:');
    expect(mail?.text).not.toMatch(/[\u202a-\u202e]|evil\.example|https:\/\/evil/);
    expect(mail?.text).toContain('{{product}} $t(form.\u200bname)');
    expect(mail?.html).not.toMatch(/<img|[\u202a-\u202e]|evil\.example/);
    expect(mail?.html.match(/<a /g)).toHaveLength(1);
  });

  it('and neither does the product’s name', async () => {
    await updateSettings(ctx, { product_name: 'Acme <b>&\u202e Co' });
    await grantScopes(ctx, { ...(await parties()), scopes: lasting() });
    const [mail] = await sent();
    await updateSettings(ctx, { product_name: 'Consentry' });
    expect(mail?.headers).toMatchObject({
      subject: 'An app now has lasting access to your Acme <b>& Co account',
      from: '"Acme <b>& Co" <no-reply@localhost>',
    });
    expect(mail?.html).not.toContain('<b>');
  });
});

it.each(Object.keys(LOCALES) as Locale[])('the mail in %s is whole, and runs the way the language does', async (locale) => {
  await grantScopes(ctx, { ...(await parties({ name: 'Partner تطبيق' })), scopes: lasting(locale) });
  const [mail] = await sent();
  expect(mail?.html).toContain(`<html lang="${locale}" dir="${LOCALES[locale].dir}">`);
  expect(mail?.text).toContain('\u2068Partner تطبيق\u2069');
  expect(mail?.text).toContain('203.0.113.7');
  expect(mail?.text).not.toMatch(/mail\.lasting|\{\{|undefined/);
  expect(mail?.headers['subject']).toContain('Consentry');
});

function authorization(client_id: string): string {
  return new URLSearchParams({
    client_id,
    response_type: 'code',
    redirect_uri: CALLBACK,
    scope: 'openid email offline_access',
    prompt: 'consent',
    code_challenge: createHash('sha256').update(randomBytes(32)).digest('base64url'),
    code_challenge_method: 'S256',
  }).toString();
}
