import type { KoaContextWithOIDC } from 'oidc-provider';

/** Puts the description, and the reference that the log knows it by, into an answer that the engine has made: JSON, a redirect or a form. */
export function describeAnswer(ctx: KoaContextWithOIDC, said: { description: string; reference: string }): void {
  const text = described(said);
  const location = ctx.res.getHeader('location');
  if (typeof location === 'string') ctx.set('location', describedLocation(location, text));
  else if (isOauthError(ctx.body)) ctx.body = { ...ctx.body, error_description: text };
  else if (typeof ctx.body === 'string')
    ctx.body = ctx.body.replace(FORM_FIELD, (_field, before: string, after: string) => before + htmlText(text) + after);
}

/** The form that the engine posts to the client by itself (OAuth 2.0 Form Post Response Mode §2). */
const FORM_FIELD = /(<input type="hidden" name="error_description" value=")[^"]*(")/;

function described({ description, reference }: { description: string; reference: string }): string {
  const end = `(reference ${reference})`;
  return description === '' ? end : `${description} ${end}`;
}

/** An error that goes to the client stands in the query or in the fragment (RFC 6749 §4.1.2.1, §4.2.2.1). */
function describedLocation(location: string, description: string): string {
  const url = new URL(location);
  if (url.searchParams.has('error')) {
    url.searchParams.set('error_description', description);
  } else if (url.hash.includes('error=')) {
    const fragment = new URLSearchParams(url.hash.slice(1));
    fragment.set('error_description', description);
    url.hash = fragment.toString();
  }
  return url.href;
}

function htmlText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}

function isOauthError(body: unknown): body is { error: string } {
  return typeof body === 'object' && body !== null && 'error' in body && typeof body.error === 'string';
}
