import { formBody } from '../../tests/support/http-exchange.ts';
import { nextAddress } from '../http/visitor.ts';
import { API_SCOPE, APIS, authorizationOf } from '../systems/parties.ts';
import { expectAlg, expectAnswer } from './expect-answer.ts';
import type { Flow } from './flow.ts';

/** A token for the client itself (RFC 6749 §4.4). */
export function clientCredentials(name: string, title: string, api: (typeof APIS)[keyof typeof APIS]): Flow {
  const body = formBody({ grant_type: 'client_credentials', resource: api.resource, scope: API_SCOPE });
  return {
    name,
    title,
    on_bare: api === APIS.es256,
    prepare: async ({ connections }) =>
      connections.map((connection) => {
        const headers = { ...authorizationOf(api.client_id), 'x-forwarded-for': nextAddress() };
        return async () => {
          const answer = await connection.send({ method: 'POST', target: '/oauth2/token', headers, body });
          const { access_token, scope } = expectAnswer(answer, 200, ['access_token', 'expires_in', 'token_type']);
          if (scope !== API_SCOPE) throw new Error(`the scope is ${String(scope)}`);
          if (api.format === 'jwt') expectAlg(access_token, api.alg);
        };
      }),
  };
}
