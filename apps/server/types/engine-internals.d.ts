import type { Provider } from 'oidc-provider';

/** Of which everything is that the engine saves. */
export interface Artefact {
  readonly kind: string;
  readonly jti: string;
  readonly iat?: number;
  readonly exp?: number;
  /** Seconds that a new one lives. */
  readonly expiration?: number;
  constructor: { readonly IN_PAYLOAD: readonly string[] };
  emit: (this: Artefact, event: string) => void;
  getValueAndPayload: (this: Artefact) => Promise<{ value: string; payload: Record<string, unknown> }>;
}

/** What the engine keeps of itself. Its own types do not know this module. */
declare function internals(provider: Provider): {
  /** The parameters of each grant, with `grant_type`; of all of them together under `undefined`. */
  readonly grantTypeParams: ReadonlyMap<string | undefined, ReadonlySet<string>>;
  readonly BaseModel: { readonly prototype: Artefact };
};
// oxlint-disable-next-line import/no-default-export -- it is how the engine exports it
export default internals;
