import { Provider } from 'oidc-provider';
import snakeCase from 'oidc-provider/lib/helpers/_/snake_case.js';
import internals, { type Artefact } from 'oidc-provider/lib/helpers/weak_cache.js';
import { extraTokenClaims } from './jwt-access-tokens.ts';

interface AccessTokenArtefact extends Artefact {
  readonly format: string;
  extra?: Record<string, unknown> | undefined;
}

/**
 * What is stored of each artefact, made as the engine makes it: of an object's members those that its kind has. The engine defines each
 * one by a description of it, twice; to assign them takes a third of the time. The names of its events are made once, not at each.
 */
export function installStoredPayloads(provider: Provider): void {
  const artefacts = internals(provider).BaseModel.prototype;
  artefacts.getValueAndPayload = async function payloadOf() {
    return { value: this.jti, payload: storedPayload(this) };
  };
  artefacts.emit = function emitNamed(event) {
    provider.emit(eventName(this.kind, event), this);
  };
  for (const tokens of [provider.AccessToken.prototype, provider.ClientCredentials.prototype])
    payloadsOfOpaque(tokens as object as Artefact);
}

/** Access tokens that are no JWTs say with their grant what JWTs would say in their claims. */
function payloadsOfOpaque(tokens: Artefact): void {
  const { getValueAndPayload } = tokens;
  tokens.getValueAndPayload = async function payloadOfFormat() {
    const token = this as AccessTokenArtefact;
    if (token.format !== 'opaque') return getValueAndPayload.call(token);
    const payload = storedPayload(token);
    if (Provider.ctx !== undefined) payload['extra'] = token.extra = extraTokenClaims(Provider.ctx, token);
    return { value: token.jti, payload };
  };
}

function storedPayload(artefact: Artefact): Record<string, unknown> {
  // oxlint-disable-next-line no-restricted-properties -- the engine goes by the machine's time, here and where it reads this
  const now = Math.floor(Date.now() / 1000);
  const exp = artefact.exp ?? now + (artefact.expiration ?? Number.NaN);
  const payload: Record<string, unknown> = { iat: artefact.iat ?? now, ...(Number.isNaN(exp) ? {} : { exp }) };
  const allowed = namesOf(artefact.constructor);
  const members = artefact as unknown as Record<string, unknown>;
  for (const name of Object.keys(members)) if (allowed.has(name) && members[name] !== undefined) payload[name] = members[name];
  return payload;
}

/** An engine that was replaced takes its kinds with it. */
const names = new WeakMap<object, ReadonlySet<string>>();

function namesOf(kind: Artefact['constructor']): ReadonlySet<string> {
  const known = names.get(kind);
  if (known !== undefined) return known;
  const made = new Set(kind.IN_PAYLOAD);
  names.set(kind, made);
  return made;
}

const eventNames = new Map<string, Map<string, string>>();

function eventName(kind: string, event: string): string {
  const ofKind = eventNames.get(kind) ?? new Map<string, string>();
  eventNames.set(kind, ofKind);
  const name = ofKind.get(event) ?? `${snakeCase(kind)}.${event}`;
  ofKind.set(event, name);
  return name;
}
