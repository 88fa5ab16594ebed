const OPENID = 'https://openid.net/specs';

/** Specifications beyond the RFCs, by what a citation begins with. */
const PAGES: Readonly<Record<string, string>> = {
  'OIDC Discovery': `${OPENID}/openid-connect-discovery-1_0.html`,
  'OIDC Registration': `${OPENID}/openid-connect-registration-1_0.html`,
  'OIDC RP-Initiated Logout': `${OPENID}/openid-connect-rpinitiated-1_0.html`,
  'OIDC Back-Channel Logout': `${OPENID}/openid-connect-backchannel-1_0.html`,
  'OIDC Prompt Create': `${OPENID}/openid-connect-prompt-create-1_0.html`,
  JARM: `${OPENID}/oauth-v2-jarm.html`,
  'draft-ietf-oauth-client-id-metadata-document': 'https://datatracker.ietf.org/doc/draft-ietf-oauth-client-id-metadata-document/',
};

/** Where the section that a citation such as `RFC 6749 §4.1.3` names can be read. */
export function specificationUrl(citation: string): string {
  const rfc = /^RFC (\d+)(?: §([\d.]+))?/.exec(citation);
  if (rfc?.[1] !== undefined) return `https://www.rfc-editor.org/rfc/rfc${rfc[1]}.html${rfc[2] === undefined ? '' : `#section-${rfc[2]}`}`;
  const name = Object.keys(PAGES).find((start) => citation.startsWith(start));
  return (name === undefined ? undefined : PAGES[name]) ?? `${OPENID}/openid-connect-core-1_0.html`;
}
