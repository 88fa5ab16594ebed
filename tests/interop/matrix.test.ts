import { TOKEN_ENDPOINT_AUTH_METHODS, type TokenEndpointAuthMethod } from '@consentry/contract';
import { beforeAll, describe, expect, test } from 'vitest';
import { CERTIFICATE_ENV } from '../support/client-certificates.ts';
import { makeFlowClient } from '../support/flow-client.ts';
import { managementApi } from '../support/management.ts';
import { useProduct } from '../support/use-product.ts';
import { wholeFlow, type FlowClient } from '../support/whole-flow.ts';

const product = useProduct({ env: CERTIFICATE_ENV });
const clients = new Map<TokenEndpointAuthMethod, FlowClient>();

const BOTH = [false, true];
const MODES = ['query', 'fragment', 'form_post'] as const;

/** Each authentication method with every combination of the rest; one browser each, which signs in once and consents each time. */
const CELLS = BOTH.flatMap((par) =>
  BOTH.flatMap((jar) => BOTH.flatMap((jarm) => BOTH.flatMap((dpop) => MODES.map((mode) => ({ par, jar, jarm, dpop, mode }))))),
);

beforeAll(async () => {
  const { issuer } = product();
  const api = await managementApi(issuer);
  for (const auth of TOKEN_ENDPOINT_AUTH_METHODS) clients.set(auth, await makeFlowClient(api, { issuer, auth }));
});

describe.each(TOKEN_ENDPOINT_AUTH_METHODS)('a client that authenticates with %s', (auth) => {
  test.each(CELLS)(
    'signs a person in with PAR $par, JAR $jar, JARM $jarm, DPoP $dpop, by $mode (RFC 9126 §2, RFC 9101 §5, JARM §2.3, RFC 9449 §5)',
    async ({ jarm, dpop, mode, ...rest }) => {
      const client = clients.get(auth);
      if (client === undefined) throw new Error(`no client for ${auth}`);
      const result = await wholeFlow(client, {
        ...rest,
        ...(dpop ? { dpop: 'ES256' } : {}),
        response_mode: jarm ? `${mode}.jwt` : mode,
        parameters: { prompt: 'consent' },
      });
      expect(result.mode).toBe(mode);
      expect(result.userinfo.email).toBe('alice@example.com');
      expect(result.refreshed?.token_type).toBe(dpop ? 'dpop' : 'bearer');
      expect(result.tokens.scope).toBe('openid email offline_access');
    },
  );
});
