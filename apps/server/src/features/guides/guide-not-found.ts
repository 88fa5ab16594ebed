import { Problem } from '../../problem.ts';

export function guideNotFound(slug: string): Problem {
  return new Problem('guide-not-found', `There is no such guide with the slug “${slug}”.`);
}
