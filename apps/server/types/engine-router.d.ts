import type { KoaContextWithOIDC } from 'oidc-provider';

/** One of the things that the engine does with a request, one after the other. */
export type Step = (ctx: KoaContextWithOIDC, next: () => Promise<void>) => Promise<void>;

export type AddRoute = (this: Router, ...route: [name: string, path: string, ...steps: Step[]]) => unknown;

/** The engine's routes, each with its steps. The engine's own types do not know this module. */
declare class Router {
  get: AddRoute;
  post: AddRoute;
  put: AddRoute;
  delete: AddRoute;
  options: AddRoute;
}
// oxlint-disable-next-line import/no-default-export -- it is how the engine exports it
export default Router;
