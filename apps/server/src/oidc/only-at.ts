import type { KoaContextWithOIDC } from 'oidc-provider';

type Next = () => Promise<void>;
type Middleware = (ctx: KoaContextWithOIDC, next: Next) => Promise<void>;

/** A middleware for some paths, and for what is below them. Others go by without waiting for it: each wait costs every request. */
export function onlyAt(paths: readonly string[], middleware: Middleware): Middleware {
  return (ctx, next) => (paths.some((path) => isAt(ctx.path, path)) ? middleware(ctx, next) : next());
}

function isAt(path: string, place: string): boolean {
  return path === place || (path.startsWith(place) && path[place.length] === '/');
}
