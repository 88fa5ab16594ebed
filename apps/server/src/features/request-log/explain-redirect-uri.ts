import { redirectUriProblem } from '@consentry/contract';
import type { Explain, Explanation } from './refusal.ts';
import { nearestRedirectUri, redirectUriDifference } from './redirect-uri-difference.ts';
import { quoted, quotedList } from './quoted.ts';

/** RFC 6749 §3.1.2.3, RFC 9700 §4.1.3: the redirect URI of a request is one of the registered ones, character by character. */
export const explainRedirectUri: Explain = ({ refusal, client }) =>
  explainUri(refusal.parameters['redirect_uri'] ?? '', {
    parameter: 'redirect_uri',
    kind: 'redirect_uri',
    words: 'redirect URI',
    registered: client?.redirect_uris ?? [],
    problem: (uri) => (client === null ? null : redirectUriProblem(uri, client.app_type)),
  });

/** OIDC RP-Initiated Logout §3: the same for where a browser goes after sign-out. */
export const explainPostLogoutRedirectUri: Explain = ({ refusal, client }) =>
  explainUri(refusal.parameters['post_logout_redirect_uri'] ?? '', {
    parameter: 'post_logout_redirect_uri',
    kind: 'post_logout_redirect_uri',
    words: 'post-logout redirect URI',
    registered: client?.post_logout_redirect_uris ?? [],
    problem: (uri) => (client === null ? null : redirectUriProblem(uri, client.app_type)),
  });

interface UriRule {
  parameter: string;
  kind: 'redirect_uri' | 'post_logout_redirect_uri';
  words: string;
  registered: readonly string[];
  /** Why an address cannot be registered, or `null`. */
  problem: (uri: string) => string | null;
}

function explainUri(uri: string, rule: UriRule): Explanation {
  const nearest = nearestRedirectUri(uri, rule.registered);
  const fix = { kind: rule.kind, value: uri, resource: null };
  const came = `${rule.parameter} = ${quoted(uri)}`;
  const problem = rule.problem(uri);
  const unfit = problem === null ? '' : ` ${quoted(uri)} itself ${problem}.`;
  if (nearest === null) {
    const mend = problem === null ? `Register ${quoted(uri)} as ${rule.words}.` : `Register a ${rule.words}, and send that.${unfit}`;
    return { came, expected: `A registered ${rule.words}; the application has none.`, mend, fix };
  }
  const known = rule.registered.length === 1 ? '' : `, the nearest of the registered: ${quotedList(rule.registered)}`;
  return {
    came,
    expected: `Exactly ${quoted(nearest)}${known}. The difference: ${redirectUriDifference(uri, nearest)}.`,
    mend:
      problem === null ? `Send ${quoted(nearest)}, or register ${quoted(uri)} as a ${rule.words} too.` : `Send ${quoted(nearest)}.${unfit}`,
    fix,
  };
}
