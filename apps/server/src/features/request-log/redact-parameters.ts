/** Shown in place of what must not be stored. */
export const REDACTED = '[not stored]';

const MAX_VALUE = 500;
const CUT = '…';
const MAX_TOTAL = 4000;

/** Parameters whose values say what a client wants and open nothing. Of all others only the presence is kept. */
const SHOWN = new Set([
  'client_id',
  'response_type',
  'response_mode',
  'redirect_uri',
  'post_logout_redirect_uri',
  'scope',
  'resource',
  'audience',
  'grant_type',
  'code_challenge_method',
  'prompt',
  'max_age',
  'ui_locales',
  'acr_values',
  'display',
  'token_type_hint',
  'client_assertion_type',
  'subject_token_type',
  'actor_token_type',
  'requested_token_type',
]);

/** Known parameters of which only the presence is kept. Names that no specification has are a stranger's text and are left out. */
const PRESENCE = new Set([
  'access_token',
  'actor_token',
  'assertion',
  'authorization_details',
  'claims',
  'claims_locales',
  'client_assertion',
  'client_secret',
  'code',
  'code_challenge',
  'code_verifier',
  'device_code',
  'dpop_jkt',
  'id_token_hint',
  'login_hint',
  'logout_hint',
  'nonce',
  'password',
  'refresh_token',
  'request',
  'request_uri',
  'state',
  'subject_token',
  'token',
  'user_code',
  'username',
]);

/** What may be stored of the parameters of a request. An array is a parameter that came several times. */
export function redactParameters(sent: Readonly<Record<string, unknown>>): Record<string, string> {
  const kept: Record<string, string> = {};
  let total = 0;
  for (const [name, value] of Object.entries(sent)) {
    if (value === undefined || !(SHOWN.has(name) || PRESENCE.has(name))) continue;
    const text = SHOWN.has(name) ? [value].flat().map(shownValue(name)).join(' · ') : REDACTED;
    total += text.length;
    if (total > MAX_TOTAL) break;
    kept[name] = text;
  }
  return kept;
}

function shownValue(name: string) {
  return (value: unknown): string => {
    const text = String(value);
    if (name === 'client_id') return redactClientId(text);
    return inertValue(name.endsWith('redirect_uri') ? redactUri(text) : redactText(text));
  };
}

/** A URI of which values that may open something are replaced: what a client sends as its address is often the address that it is at. */
export function redactUri(uri: string): string {
  const [beforeFragment, fragment] = cutOff(uri, '#');
  const [base, query] = cutOff(beforeFragment, '?');
  const shownBase = redactText(base.replace(/^([a-z][a-z0-9+.-]*:\/\/)[^/@]*@/i, `$1${REDACTED}@`));
  const shownQuery = query === undefined ? '' : `?${query.split('&').map(redactPair).join('&')}`;
  return shownBase + shownQuery + (fragment === undefined ? '' : `#${fragment === '' ? '' : REDACTED}`);
}

const TELLING_NAME = /code|token|secret|password|passwd|pwd|key|state|session|sid|auth|assertion|signature|sig|jwt|nonce|hint|mail|user/i;

function redactPair(pair: string): string {
  const [name, value] = cutOff(pair, '=');
  if (value === undefined || value === '') return redactText(pair);
  const opens = TELLING_NAME.test(name) || NESTED_PAIR.test(decoded(value));
  return `${redactText(name)}=${opens ? REDACTED : redactText(value)}`;
}

/** An address inside the address, with a pair of its own that tells too much. */
const NESTED_PAIR = new RegExp(`(?:${TELLING_NAME.source})\\w*=`, 'i');

function decoded(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    // Not percent-encoded: it is what it is.
    return value;
  }
}

/** Every JOSE header begins so (RFC 7515 §3). */
const JWT = /eyJ[\w-]{8,}(?:\.[\w-]*)*/g;
const LONG_RUN = /[\w~-]{40,}/g;
/** Of the rest nothing is kept anyway; without a bound, a long value of a stranger would cost time. */
const MAX_READ = 4000;

/** Text without what looks like a token or secret: letters and digits mixed, at a length that no word, host or identifier has. */
export function redactText(text: string): string {
  const isRandom = (run: string): boolean => /\d/.test(run) && /[A-Za-z]/.test(run);
  return text
    .slice(0, MAX_READ)
    .replace(JWT, REDACTED)
    .replace(LONG_RUN, (run) => (isRandom(run) ? REDACTED : run));
}

const LONGEST_USUAL_ID = 36;

/** The client id as claimed. What is longer than an id of ours or a UUID may be a secret in the wrong place; a URL may be long. */
export function redactClientId(clientId: string): string {
  if (URL.canParse(clientId)) return inertValue(redactUri(clientId));
  return inertValue(clientId.length > LONGEST_USUAL_ID ? `${clientId.slice(0, 4)}${CUT} ${REDACTED}` : redactText(clientId));
}

/** Whether a value is less than what came. */
export function isRedacted(text: string): boolean {
  return text.includes(REDACTED) || text.includes('\ufffd') || text.endsWith(CUT);
}

/** Text of others as it can be stored and shown: no control characters, none that turn the direction of what follows, no end. */
export function inertValue(text: string): string {
  const clean = text.toWellFormed().replace(UNSHOWN, '\ufffd');
  return clean.length > MAX_VALUE ? clean.slice(0, MAX_VALUE) + CUT : clean;
}

const UNSHOWN = /[\p{Cc}\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/gu;

/** Splits at the first separator only. */
function cutOff(text: string, separator: string): [string, string | undefined] {
  const at = text.indexOf(separator);
  return at === -1 ? [text, undefined] : [text.slice(0, at), text.slice(at + 1)];
}
