import { Provider } from 'oidc-provider';
import { describe, expect, it, vi } from 'vitest';
import { installStoredPayloads } from './stored-payloads.ts';

const KINDS = [
  'AccessToken',
  'AuthorizationCode',
  'ClientCredentials',
  'DeviceCode',
  'Grant',
  'Interaction',
  'PushedAuthorizationRequest',
  'RefreshToken',
  'ReplayDetection',
  'Session',
] as const;

const [theirs, ours] = [new Provider('http://localhost'), new Provider('http://localhost')];
installStoredPayloads(ours);

interface Artefact {
  emit: (event: string) => void;
  getValueAndPayload: () => Promise<{ value: string; payload: Record<string, unknown> }>;
}

/** One of its kind with every member that is stored, one that is not, and one that is not set. */
function artefact(provider: Provider, kind: (typeof KINDS)[number]): Artefact & object {
  const { prototype, IN_PAYLOAD } = provider[kind] as unknown as { prototype: Artefact; IN_PAYLOAD: readonly string[] };
  const members = Object.fromEntries(IN_PAYLOAD.map((name) => [name, `the ${name}`]));
  const rest = { kind, jti: 'the id', iat: 1, exp: 2, scope: undefined, stray: 'not stored', format: 'opaque' };
  return Object.assign(Object.create(prototype) as Artefact, members, rest);
}

/** The event that is named when an artefact is saved. */
function savedEvent(provider: Provider, kind: (typeof KINDS)[number]): unknown {
  const emitted = vi.spyOn(provider, 'emit');
  artefact(provider, kind).emit('saved');
  const name: unknown = emitted.mock.calls[0]?.[0];
  emitted.mockRestore();
  return name;
}

describe('what is stored of an artefact, and the events of it, are the engine’s', () => {
  for (const kind of KINDS) {
    it(kind, async () => {
      const [plain, lighter] = [artefact(theirs, kind), artefact(ours, kind)];
      const stored = await plain.getValueAndPayload();
      expect(stored.payload).not.toHaveProperty('stray');
      expect(Object.keys(stored.payload).length).toBeGreaterThan(3);
      // Without a request there is nothing that one would add.
      if ('extra' in stored.payload) stored.payload['extra'] = 'the extra';
      expect(await lighter.getValueAndPayload()).toEqual(stored);
    });

    it(`${kind}, with the times that it begins and ends`, async () => {
      for (const one of [artefact(theirs, kind), artefact(ours, kind)]) {
        Object.assign(one, { iat: undefined, exp: undefined, expiresIn: 60 });
        const { payload } = await one.getValueAndPayload();
        expect(Math.abs(Number(payload['iat']) - Date.now() / 1000)).toBeLessThan(5);
        expect(payload['exp'] === undefined ? null : Number(payload['exp']) - Number(payload['iat'])).toBe('expiration' in one ? 60 : null);
      }
    });

    it(`${kind}, its event`, () => {
      expect(savedEvent(ours, kind)).toMatch(/^[a-z_]+\.saved$/);
      expect(savedEvent(ours, kind)).toBe(savedEvent(theirs, kind));
    });
  }
});

it('an access token in another format than the opaque one is the engine’s business', async () => {
  const token = Object.assign(artefact(ours, 'AccessToken'), { format: 'unheard of' });
  await expect(token.getValueAndPayload()).rejects.toThrow('invalid format');
});
