import type { AppType, CreateClient } from '@consentry/contract';
import { fillGuide } from './fill-guide.ts';
import type { Guide } from './guide.ts';

export type RecipeSettings = Pick<CreateClient, 'redirect_uris' | 'post_logout_redirect_uris' | 'scopes'> & {
  app_type: AppType;
} & Guide['client'];

/** What an application for this guide is created with; `address` answers the one question of a service's recipe. */
export function recipeSettings(guide: Guide, address?: string): RecipeSettings | null {
  if (guide.app_type === null) return null;
  const { redirect_uris, post_logout_redirect_uris } = fillGuide(guide, { service: address });
  return { app_type: guide.app_type, redirect_uris, post_logout_redirect_uris, scopes: guide.scopes, ...guide.client };
}
