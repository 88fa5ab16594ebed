const SHORTEST = 5 * 60;
const LONGEST = 24 * 60 * 60;
const UNSAID = 60 * 60;

interface CacheHeaders {
  'cache-control'?: string | undefined;
  expires?: string | undefined;
}

/** How long a document is taken as it is: what its headers say (RFC 9111 §5.2.2), within bounds. */
export function documentCacheSeconds(headers: CacheHeaders, now: Date): number {
  return Math.min(LONGEST, Math.max(SHORTEST, said(headers, now) ?? UNSAID));
}

function said({ 'cache-control': control = '', expires }: CacheHeaders, now: Date): number | null {
  if (/(^|[\s,])no-(store|cache)\b/i.test(control)) return 0;
  const maxAge = /(?:^|[\s,])max-age\s*=\s*"?(\d{1,10})/i.exec(control)?.[1];
  if (maxAge !== undefined) return Number(maxAge);
  if (expires === undefined) return null;
  const at = Date.parse(expires);
  return Number.isNaN(at) ? 0 : Math.floor((at - now.getTime()) / 1000);
}
