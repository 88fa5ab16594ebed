import type { KoaContextWithOIDC } from 'oidc-provider';

type Next = () => Promise<void>;
type Middleware = (ctx: KoaContextWithOIDC, next: Next) => Promise<void>;

/** A middleware with the paths that it is for; what is below a path belongs to it. */
export type Placed = readonly [paths: readonly string[], middleware: Middleware];

/** Several of them as one, outermost first. A request passes those of its path alone: each that it waits for costs every request. */
export function onlyAt(placed: readonly Placed[]): Middleware {
  return (ctx, next) => {
    const { path } = ctx;
    const runFrom = (index: number): Promise<void> => {
      for (let at = index; at < placed.length; at += 1) {
        const [paths, middleware] = placed[at] as Placed;
        if (paths.some((place) => isAt(path, place))) return middleware(ctx, () => runFrom(at + 1));
      }
      return next();
    };
    return runFrom(0);
  };
}

function isAt(path: string, place: string): boolean {
  return path === place || (path.startsWith(place) && path[place.length] === '/');
}
