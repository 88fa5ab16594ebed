import type { Step } from './engine-steps.d.ts';

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
