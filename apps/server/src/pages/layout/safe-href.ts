/** A path of ours or an http(s) URL, else `null`: an attribute is escaped, but `javascript:` would still run. */
export function safeHref(url: string): string | null {
  if (/^\/(?![/\\])/.test(url) && !/[\p{Cc}\s]/u.test(url)) return url;
  if (!URL.canParse(url)) return null;
  return ['http:', 'https:'].includes(new URL(url).protocol) ? url : null;
}
