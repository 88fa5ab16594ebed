import { z } from 'zod';
import { route } from './route.ts';
import { DisplayName } from './values.ts';

export const Settings = z
  .object({
    product_name: DisplayName.describe('what people read on the hosted pages: “Sign in to …”'),
    sign_up_enabled: z.boolean().describe('whether people may create an account by themselves'),
  })
  .meta({ id: 'Settings' });
export type Settings = z.infer<typeof Settings>;

export const settings = {
  get: route({
    id: 'settings.get',
    method: 'get',
    path: '/settings',
    scope: 'settings:read',
    summary: 'Reads the settings that can be changed at run time.',
    response: Settings,
    versioned_by: Settings,
  }),
  update: route({
    id: 'settings.update',
    method: 'patch',
    path: '/settings',
    scope: 'settings:write',
    summary: 'Changes the settings that are sent.',
    body: z.strictObject(Settings.shape).partial(),
    response: Settings,
    versioned_by: Settings,
    problems: ['precondition-failed'],
  }),
};
