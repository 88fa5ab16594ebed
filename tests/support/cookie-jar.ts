interface StoredCookie {
  name: string;
  value: string;
  host: string;
  path: string;
  attributes: Map<string, string>;
}

/** Cookies of one browser: by host (never by port, RFC 6265 §8.5) and path. */
export class CookieJar {
  #cookies: StoredCookie[] = [];

  /** Takes in the `Set-Cookie` headers of an answer from this URL. */
  store(url: URL, headers: readonly string[]): void {
    for (const header of headers) {
      const cookie = parseSetCookie(url, header);
      this.#cookies = this.#cookies.filter((held) => !isSame(held, cookie));
      if (!isExpired(cookie)) this.#cookies.push(cookie);
    }
  }

  /** The `Cookie` header for a request to this URL, longest path first (RFC 6265 §5.4). */
  header(url: URL): string {
    return this.#cookies
      .filter((cookie) => cookie.host === url.hostname && pathMatches(cookie.path, url.pathname))
      .toSorted((a, b) => b.path.length - a.path.length)
      .map((cookie) => `${cookie.name}=${cookie.value}`)
      .join('; ');
  }

  /** Everything held, for assertions about names, values and attributes. */
  all(): readonly { name: string; value: string; path: string; attributes: ReadonlyMap<string, string> }[] {
    return this.#cookies;
  }

  /** Another jar with the same cookies: a second tab, or a thief. */
  copy(): CookieJar {
    const jar = new CookieJar();
    jar.#cookies = [...this.#cookies];
    return jar;
  }

  clear(): void {
    this.#cookies = [];
  }
}

function parseSetCookie(url: URL, header: string): StoredCookie {
  const [pair = '', ...rest] = header.split(';');
  const equals = pair.indexOf('=');
  const attributes = new Map(
    rest.map((part): [string, string] => {
      const [name = '', ...value] = part.trim().split('=');
      return [name.toLowerCase(), value.join('=')];
    }),
  );
  return {
    name: pair.slice(0, equals).trim(),
    value: pair.slice(equals + 1).trim(),
    host: url.hostname,
    path: attributes.get('path') ?? defaultPath(url.pathname),
    attributes,
  };
}

/** RFC 6265 §5.1.4 */
function defaultPath(pathname: string): string {
  const end = pathname.lastIndexOf('/');
  return end <= 0 ? '/' : pathname.slice(0, end);
}

function pathMatches(path: string, pathname: string): boolean {
  if (pathname === path) return true;
  return pathname.startsWith(path) && (path.endsWith('/') || pathname[path.length] === '/');
}

function isSame(a: StoredCookie, b: StoredCookie): boolean {
  return a.name === b.name && a.host === b.host && a.path === b.path;
}

function isExpired(cookie: StoredCookie): boolean {
  const maxAge = cookie.attributes.get('max-age');
  if (maxAge !== undefined) return Number(maxAge) <= 0;
  const expires = cookie.attributes.get('expires');
  return expires !== undefined && Date.parse(expires) <= Date.now();
}
