import { contract } from '@consentry/contract';
import { managementApi } from '../support/management.ts';
import { ORDERS_API } from '../support/standard-fixture.ts';
import { expect, requestUrl, signIn, test } from './product-test.ts';

const PERSON = { identifier: 'tree-person', password: 'a password of many words' };
const CLIENT_ID = 'tree-client';

/** What a screen reader says, in its order: who asks, who is asked, what for, how long, where to, and the two answers. */
const TREE = `- banner: Consentry
- main:
  - heading "Delivery Planner wants access to your Consentry account" [level=1]:
    - strong: Delivery Planner
    - text: wants access to your Consentry account
  - paragraph: Third-party app, not verified by Consentry
  - paragraph: Plans deliveries
  - paragraph: Signed in as
  - paragraph: Pat Person
  - paragraph: pat@example.com
  - link "Not you?":
    - /url: the same request with prompt=login
  - paragraph: "If you allow it, this app can:"
  - heading "About you" [level=2]
  - list:
    - listitem:
      - paragraph: Recognise you
      - paragraph: By an identifier for your account, so that it knows you when you come back.
    - listitem:
      - paragraph: See your e-mail address
      - paragraph: The address and whether it is confirmed.
      - list "What is shared now":
        - listitem: pat@example.com
  - heading "Orders API https://orders.example.com" [level=2]
  - list:
    - listitem:
      - paragraph: See your orders
      - paragraph: orders:read
  - group "Your choice":
    - text: Your choice
    - paragraph: You can leave these out. Tick only what you want to allow.
    - heading "About you" [level=2]
    - list:
      - listitem:
        - checkbox "See your phone number"
        - text: See your phone number
        - paragraph: The number and whether it is confirmed.
        - list "What is shared now":
          - listitem: "+4930123456"
    - heading "Orders API https://orders.example.com" [level=2]
    - list:
      - listitem:
        - checkbox "Place orders"
        - text: Place orders
        - paragraph: orders:write
    - heading "For how long" [level=2]
    - list:
      - listitem:
        - checkbox "Keep this access while you are away"
        - text: Keep this access while you are away
        - paragraph: It can go on without asking you each time, also when you are not using it, until the access is withdrawn.
  - text: How long this app has access
  - combobox "How long this app has access":
    - option "Until I withdraw it" [selected]
    - option "For 90 days"
    - option "For 30 days"
    - option "Only until I sign out here"
  - paragraph:
    - text: Whatever you choose, you go back to
    - strong: app.example
  - button "Cancel"
  - button "Allow"
  - paragraph: You can withdraw this access later in your Consentry account.
- contentinfo: Powered by Consentry
- status`;

test('the consent page reads in an order, and with names, that make sense without seeing it', async ({ page, product }) => {
  const api = await managementApi(product.issuer);
  await api(contract.users.create, {
    body: {
      username: PERSON.identifier,
      password: PERSON.password,
      email: 'pat@example.com',
      claims: { name: 'Pat Person', phone_number: '+4930123456' },
    },
  });
  await api(contract.clients.create, {
    body: {
      client_id: CLIENT_ID,
      name: 'Delivery Planner',
      description: 'Plans deliveries',
      app_type: 'traditional_web',
      party: 'third_party',
      redirect_uris: [`${product.app_origin}/callback`],
      scopes: ['openid', 'email', 'phone', 'offline_access'],
      resource_scopes: { [ORDERS_API]: ['orders:read', 'orders:write'] },
      optional_scopes: ['phone', 'offline_access'],
      optional_resource_scopes: { [ORDERS_API]: ['orders:write'] },
    },
  });
  const scope = 'openid email phone offline_access orders:read orders:write';
  await page.goto(requestUrl(product, { client_id: CLIENT_ID, scope, resource: ORDERS_API }));
  await signIn(page, PERSON);
  await page.waitForURL(/\/consent\//);
  const tree = await page.locator('body').ariaSnapshot();
  const stable = tree
    .replace(/\/url: \S*&prompt=login$/m, '/url: the same request with prompt=login')
    .replaceAll(new URL(product.app_origin).host, 'app.example');
  expect(stable).toBe(TREE);

  await page.getByRole('checkbox', { name: 'Place orders' }).check();
  await page.getByLabel('How long this app has access').selectOption('For 30 days');
  await page.getByRole('button', { name: 'Allow' }).click();
  await page.waitForURL(/code=/);
  const { items } = await api(contract.grants.list, { query: { client_id: CLIENT_ID } });
  expect(items[0]).toMatchObject({ duration: '30_days', refused_scopes: [{ scope: 'phone' }, { scope: 'offline_access' }] });
  expect(items[0]?.scopes.map((granted) => granted.scope)).toEqual(['openid', 'email', 'orders:read', 'orders:write']);
});
