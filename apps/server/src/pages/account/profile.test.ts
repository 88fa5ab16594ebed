import { contract, type ApiClient } from '@consentry/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { disableUser } from '../../features/users/disable-user.ts';
import { getUser } from '../../features/users/get-user.ts';
import { updateUser } from '../../features/users/update-user.ts';
import { AccountVisitor, type SubmitOptions } from '../../testing/account-visitor.ts';
import { latestAuditEvent } from '../../testing/latest-audit-event.ts';
import { startTestApp, type TestApp } from '../../testing/test-app.ts';

const EDIT = '/account/profile';
const EMAIL = '/account/email';
const PASSWORD = 'a password of alice';

let app: TestApp;
let api: ApiClient;

beforeAll(async () => {
  app = await startTestApp();
  api = await app.api();
});
afterAll(() => app.stop());

const visitor = (user: Parameters<typeof AccountVisitor.create>[1] = {}): Promise<AccountVisitor> => AccountVisitor.create(app, user);
const recordOf = ({ user_id }: AccountVisitor) => getUser(app.context, user_id);

describe('the profile', () => {
  it('shows what is on file, and what of it is confirmed', async () => {
    const alice = await visitor({ email: 'alice.profile@example.com', claims: { name: 'Alice Example', gender: 'female' } });
    await updateUser(app.context, {
      user_id: alice.user_id,
      claims: { name: 'Alice Example', locale: 'de', address: { street_address: 'Weg 1', locality: 'Ulm' }, phone_number: '+4930123456' },
      groups: ['staff'],
      email_verified: true,
    });
    const html = await alice.open('/account');
    for (const text of ['Alice Example', alice.username, 'alice.profile@example.com', 'Weg 1, Ulm', '+4930123456', 'staff', 'Deutsch']) {
      expect(html).toContain(`<bdi>${text}</bdi>`);
    }
    expect(html).toContain('lang="de"');
    expect(html).toMatch(/alice\.profile@example\.com<\/bdi><span class="badge badge-done">Bestätigt/);
    expect(html).toMatch(/\+4930123456<\/bdi><span class="badge">Nicht bestätigt/);
  });

  it('shows names and values of any kind as text', async () => {
    const alice = await visitor({
      claims: { name: '<script>alert(1)</script>', website: 'https://a.example/"><script>alert(1)</script>' },
    });
    for (const path of ['/account', EDIT]) expect(await alice.open(path)).not.toContain('<script>alert');
  });

  it.each(['/account', EDIT, EMAIL, '/account/security', '/account/apps'])(
    '%s is for nobody without a session, or whose account is disabled',
    async (path) => {
      const alice = await visitor();
      await disableUser(app.context, alice.user_id);
      for (const cookie of ['', alice.cookie]) {
        const answer = await fetch(app.url + path, { headers: { cookie }, redirect: 'manual' });
        expect([answer.status, answer.headers.get('location')]).toEqual([303, '/sign-in']);
      }
    },
  );

  it('puts nothing from the address into the page', async () => {
    const alice = await visitor();
    for (const value of ['<script>alert(1)</script>', 'saved2', 'constructor', '__proto__', '']) {
      expect(await alice.open(`/account?done=${encodeURIComponent(value)}`)).not.toMatch(/class="confirmation"|alert\(1\)/);
    }
  });
});

describe('changing one’s profile', () => {
  it('changes what was typed, leaves the rest, and is recorded as an act of the user', async () => {
    const alice = await visitor({ claims: { name: 'Alice', gender: 'female', nickname: 'Al' } });
    const fields = {
      name: 'Alice Example',
      nickname: '',
      locale: 'fr',
      zoneinfo: 'Europe/Paris',
      birthdate: '1990',
      website: 'https://a.example/',
    };
    const answer = await alice.submit(EDIT, fields);
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/account?done=saved']);
    const { nickname: _nickname, ...kept } = fields;
    expect((await recordOf(alice)).claims).toEqual({ ...kept, gender: 'female' });
    expect(await latestAuditEvent(api, 'user.updated', { user_id: alice.user_id })).toMatchObject({
      actor_type: 'user',
      actor_id: alice.user_id,
      details: { changed: ['claims'] },
    });
    expect(await alice.open('/account?done=saved')).toContain('Vos modifications sont enregistrées.');
  });

  it('makes a new phone number one that nobody has verified', async () => {
    const alice = await visitor();
    await updateUser(app.context, { user_id: alice.user_id, claims: { phone_number: '+4930123456', phone_number_verified: true } });
    await alice.submit(EDIT, { phone_number: '+49 30 123456', name: 'Alice' });
    expect((await recordOf(alice)).claims.phone_number_verified).toBe(true);
    await alice.submit(EDIT, { phone_number: '+49 (30) 654321' });
    expect((await recordOf(alice)).claims).toEqual({ name: 'Alice', phone_number: '+4930654321', phone_number_verified: false });
  });

  it('says at each field what is wrong, keeps what was typed, and changes nothing', async () => {
    const alice = await visitor({ claims: { name: 'Alice' } });
    const answer = await alice.submit(EDIT, { name: 'Other', birthdate: '31.12.1990', website: 'javascript:alert(1)' });
    expect(answer.status).toBe(400);
    const html = await answer.text();
    expect(html).toContain('id="birthdate-error">Enter a date such as 1990-12-31, or a year.');
    expect(html).toContain('id="website-error">Enter an address that begins with https:// or http://.');
    expect(html).toContain('<a href="#birthdate">Date of birth: Enter a date');
    for (const value of ['Other', '31.12.1990', 'javascript:alert(1)']) expect(html).toContain(`value="${value}"`);
    expect((await recordOf(alice)).claims).toEqual({ name: 'Alice' });
  });

  it('reaches nothing that is not the person’s to change (mass assignment)', async () => {
    const alice = await visitor({ email: 'alice.mass@example.com' });
    const before = await recordOf(alice);
    await alice.submit(EDIT, {
      operator: 'true',
      groups: 'staff',
      username: 'root',
      email: 'x@example.com',
      email_verified: 'true',
      password: 'a new password',
      phone_number_verified: 'true',
      gender: 'x',
      user_id: 'x',
      claims: '{}',
    });
    expect(await recordOf(alice)).toEqual(before);
  });

  it.each<[string, (other: AccountVisitor, own: AccountVisitor) => Promise<SubmitOptions>]>([
    ['without a csrf_token', async () => ({ csrf_token: '' })],
    ['with another person’s csrf_token', async (other) => ({ csrf_token: await other.csrfToken() })],
    [
      'with the csrf_token of another session of the same person',
      async (_, own) => ({ csrf_token: await (await own.elsewhere('x')).csrfToken() }),
    ],
    ['from another site', async () => ({ headers: { 'sec-fetch-site': 'cross-site' } })],
    ['from another origin', async () => ({ headers: { origin: 'https://evil.example' } })],
    ['from an opaque origin', async () => ({ headers: { origin: 'null' } })],
  ])('is refused %s', async (_, forge) => {
    const alice = await visitor({ claims: { name: 'Alice' } });
    const options = await forge(await visitor(), alice);
    expect((await alice.submit(EDIT, { name: 'Mallory' }, options)).status).toBe(403);
    expect((await recordOf(alice)).claims).toEqual({ name: 'Alice' });
    expect((await alice.submit(EDIT, { name: 'Al' })).status).toBe(303);
  });

  it('is over after a sign-out, whatever form was still open', async () => {
    const alice = await visitor({ claims: { name: 'Alice' } });
    const [csrf_token, { cookie }] = [await alice.csrfToken(), alice];
    expect((await alice.submit('/account/sign-out', {})).headers.get('location')).toBe('/');
    const late = await alice.submit(EDIT, { name: 'Mallory' }, { csrf_token, cookie });
    expect([late.status, late.headers.get('location')]).toEqual([303, '/sign-in']);
    expect((await recordOf(alice)).claims).toEqual({ name: 'Alice' });
    const again = await alice.elsewhere('test');
    expect((await again.submit(EDIT, { name: 'Mallory' }, { csrf_token })).status).toBe(403);
  });
});

describe('changing one’s e-mail address', () => {
  let count = 0;
  const someone = () => visitor({ password: PASSWORD, email: `someone${(count += 1)}@example.com` });

  it('needs the password, makes the new address one that nobody has verified, and is recorded as an act of the user', async () => {
    const alice = await someone();
    await updateUser(app.context, { user_id: alice.user_id, email_verified: true });
    const answer = await alice.submit(EMAIL, { email: ' New.Alice@example.com ', current_password: PASSWORD });
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/account?done=saved']);
    expect(await recordOf(alice)).toMatchObject({ email: 'New.Alice@example.com', email_verified: false });
    const { items } = await api(contract.auditEvents.list, { query: { user_id: alice.user_id } });
    expect(items.filter(({ actor_type }) => actor_type === 'user')).toMatchObject([
      { action: 'user.updated', actor_id: alice.user_id, details: { changed: ['email', 'email_verified'] } },
    ]);
    await alice.submit(EMAIL, { email: '', current_password: PASSWORD });
    expect((await recordOf(alice)).email).toBeNull();
  });

  it.each([
    {
      name: 'a wrong password',
      email: 'new1@example.com',
      password: 'not the password',
      error: 'current_password-error">This isn’t your current password.',
    },
    { name: 'no password', email: 'new2@example.com', password: '', error: 'current_password-error">Enter a password.' },
    { name: 'no address', email: 'nonsense', password: PASSWORD, error: 'email-error">Enter an address such as name@example.com' },
  ])('says what is wrong with $name, and keeps the address that was typed', async ({ email, password, error }) => {
    const alice = await someone();
    const before = await recordOf(alice);
    const answer = await alice.submit(EMAIL, { email, current_password: password });
    expect(answer.status).toBe(400);
    const html = await answer.text();
    expect(html).toContain(`id="${error}`);
    expect(html).toContain(`value="${email}"`);
    expect(html).not.toContain('not the password');
    expect(await recordOf(alice)).toEqual(before);
  });

  it('to one that somebody else has is refused, in whatever case it is written', async () => {
    const [alice, bob] = [await someone(), await someone()];
    const { email } = await recordOf(bob);
    const answer = await alice.submit(EMAIL, { email: (email ?? '').toUpperCase(), current_password: PASSWORD });
    expect(answer.status).toBe(400);
    expect(await answer.text()).toContain('An account with this e-mail address exists already.');
  });

  it('is no way for somebody at an open session to guess the password, nor to ask which addresses there are', async () => {
    const [alice, bob] = [await someone(), await someone()];
    const { email } = await recordOf(bob);
    for (let attempt = 0; attempt < 10; attempt += 1) {
      const [address, current_password] = attempt % 2 === 0 ? ['x@example.com', `guess ${attempt}`] : [email ?? '', PASSWORD];
      expect((await alice.submit(EMAIL, { email: address, current_password })).status).toBe(400);
    }
    const limited = await alice.submit(EMAIL, { email: 'x@example.com', current_password: PASSWORD });
    expect(limited.status).toBe(429);
    expect(Number(limited.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(await limited.text()).toContain('Too many attempts.');
    expect((await recordOf(alice)).email).not.toBe('x@example.com');
  });

  it('is not offered without a password to prove oneself by', async () => {
    const alice = await visitor();
    expect(await alice.open(EMAIL)).toContain('Your account has no password.');
    expect((await alice.submit(EMAIL, { email: 'y@example.com', current_password: 'anything' })).status).toBe(400);
    expect((await recordOf(alice)).email).toBeNull();
  });
});

it('every change is listed by the management API with the user as actor', async () => {
  const alice = await visitor({ claims: { name: 'Alice' } });
  await alice.submit(EDIT, { name: 'Al' });
  const { items } = await api(contract.auditEvents.list, { query: { user_id: alice.user_id } });
  expect(items.filter(({ actor_id }) => actor_id === alice.user_id)).toHaveLength(1);
});
