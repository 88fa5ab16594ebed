import { contract, type ApiClient } from '@consentry/contract';

/** A user of a test's own, so that nothing was allowed before. */
export interface Person {
  user_id: string;
  identifier: string;
  password: string;
  email: string;
}

export async function makePerson(api: ApiClient): Promise<Person> {
  const username = `user-${crypto.randomUUID().slice(0, 8)}`;
  const [email, password] = [`${username}@example.com`, 'a password of many words'];
  const claims = { name: 'Pat Person', phone_number: '+4930123456' };
  const { user_id } = await api(contract.users.create, { body: { username, password, email, claims } });
  return { user_id, identifier: username, password, email };
}
