/** A page that a person stands on, or the address of an application that the browser was sent to. */
export interface Visit {
  url: URL;
  status: number;
  html: string;
}

const MAX_REDIRECTS = 12;

/** A browser without JavaScript: keeps cookies by path, follows redirects on the server’s own origin, and sends the forms of a page. */
export class WalkingBrowser {
  readonly #origin: string;
  readonly #headers: Record<string, string>;
  readonly #cookies = new Map<string, { name: string; value: string; path: string }>();

  constructor(origin: string, headers: Record<string, string> = {}) {
    this.#origin = origin;
    this.#headers = headers;
  }

  /** Takes over a cookie, as from a sign-in that was made elsewhere. */
  keepCookie(header: string): void {
    const [pair = '', ...attributes] = header.split(';').map((part) => part.trim());
    const name = pair.slice(0, pair.indexOf('='));
    const value = pair.slice(pair.indexOf('=') + 1);
    const path = attributes.find((attribute) => /^path=/i.test(attribute))?.slice(5) ?? '/';
    const gone = value === '' || attributes.some((attribute) => /^(max-age=0|expires=Thu, 01 Jan 1970)/i.test(attribute));
    if (gone) this.#cookies.delete(`${name} ${path}`);
    else this.#cookies.set(`${name} ${path}`, { name, value, path });
  }

  open(address: string | URL): Promise<Visit> {
    return this.#visit(new URL(address, this.#origin));
  }

  /** Sends the form of the page that has this control, with these fields beside the hidden ones. */
  submit(page: Visit, control: string, fields: Record<string, string>): Promise<Visit> {
    const form = [...page.html.matchAll(/<form\b[^>]*action="([^"]*)"[^>]*>([\s\S]*?)<\/form>/g)].find(([, , inner = '']) =>
      inner.includes(`name="${control}"`),
    );
    if (form === undefined) throw new Error(`no form with ${control} at ${page.url.href} (${page.status})`);
    const [, action = '', inner = ''] = form;
    const hidden = [...inner.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)"/g)].map(([, name = '', value = '']) => [
      name,
      value,
    ]);
    const body = new URLSearchParams({ ...Object.fromEntries(hidden), ...fields });
    return this.#visit(new URL(action.replaceAll('&amp;', '&'), page.url), { method: 'POST', body });
  }

  async #visit(start: URL, first: RequestInit = {}): Promise<Visit> {
    let [url, init] = [start, first];
    for (let hop = 0; hop < MAX_REDIRECTS; hop += 1) {
      if (url.origin !== this.#origin) return { url, status: 0, html: '' };
      const answer = await fetch(url, { ...init, redirect: 'manual', headers: { ...this.#headers, cookie: this.cookieHeader(url) } });
      for (const header of answer.headers.getSetCookie()) this.keepCookie(header);
      const location = answer.headers.get('location');
      if (location === null) return { url, status: answer.status, html: await answer.text() };
      await answer.body?.cancel();
      [url, init] = [new URL(location, url), {}];
    }
    throw new Error(`redirects without end from ${start.href}, the last to ${url.href}`);
  }

  /** What it sends to this address, for a call that no page makes. */
  cookieHeader(url: URL): string {
    return [...this.#cookies.values()]
      .filter(({ path }) => path === '/' || url.pathname === path || url.pathname.startsWith(`${path}/`))
      .map(({ name, value }) => `${name}=${value}`)
      .join('; ');
  }
}

/** Names of the checkboxes of a page. */
export function checkboxesOf({ html }: Visit): string[] {
  return [...html.matchAll(/<input\b[^>]*type="checkbox"[^>]*>/g)].map(([tag]) => /name="([^"]*)"/.exec(tag)?.[1] ?? '');
}
