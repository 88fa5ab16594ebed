import { newScopes, type ScopeIdentity } from './new-scopes.ts';

/** What a person is asked: all of `required` or nothing, and of `optional` what they like. */
export interface ConsentOffer {
  required: ScopeIdentity[];
  optional: ScopeIdentity[];
}

interface OfferInput {
  /** What the request asks for and the grant neither holds nor remembers as left out. */
  missing: readonly ScopeIdentity[];
  /** What the request asks for and was left out earlier, where it is to be asked again. */
  refused: readonly ScopeIdentity[];
  isOptional: (scope: ScopeIdentity) => boolean;
}

/** Parts what is asked into required and optional. */
export function consentOffer({ missing, refused, isOptional }: OfferInput): ConsentOffer {
  const asked = newScopes([], [...missing, ...refused]);
  return { required: asked.filter((scope) => !isOptional(scope)), optional: asked.filter(isOptional) };
}

/** The answer to an offer. What was not offered cannot be ticked. */
export function consentChoice(
  { required, optional }: ConsentOffer,
  isTicked: (scope: ScopeIdentity) => boolean,
): { scopes: ScopeIdentity[]; refused: ScopeIdentity[] } {
  return { scopes: [...required, ...optional.filter(isTicked)], refused: optional.filter((scope) => !isTicked(scope)) };
}
