import { contract } from '@consentry/contract';
import { expect, test } from 'vitest';
import { signOutAtAccount } from '../support/sign-out-at-account.ts';
import { waitUntil } from '../support/wait-until.ts';
import { describeRelyingParty } from './describe-relying-party.ts';
import { mavenProgram } from './toolchains/maven-program.ts';

const party = describeRelyingParty(mavenProgram('spring-security'), {
  callbackPath: '/login/oauth2/code/provider',
  settings: (origin) => ({ backchannel_logout_uri: `${origin}/logout/connect/back-channel/provider` }),
});

test('a sign-out at the product ends the session at the application, and no other (OIDC Back-Channel Logout §2.5, §2.6)', async () => {
  const { browser } = await party().signIn();
  const { browser: other } = await party().signIn();
  await signOutAtAccount(browser, party().issuer);
  await waitUntil('the application has been told', async () => !(await party().session(browser)).signed_in, { interval_ms: 200 });
  expect((await party().session(other)).signed_in).toBe(true);

  const { items } = await party().api(contract.logoutDeliveries.list, { query: { client_id: party().client_id } });
  expect(items[0]).toMatchObject({ state: 'delivered', attempts: 1, last_status: 200 });
  await signOutAtAccount(other, party().issuer);
  await waitUntil('the application has been told', async () => !(await party().session(other)).signed_in, { interval_ms: 200 });
});
