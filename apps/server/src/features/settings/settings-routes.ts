import { contract } from '@consentry/contract';
import { implement } from '../../http/implement.ts';
import { getSettings } from './get-settings.ts';
import { updateSettings } from './update-settings.ts';

const { settings } = contract;

export const settingsRoutes = [
  implement(settings.get, (ctx) => getSettings(ctx)),
  implement(settings.update, (ctx, { body }) => updateSettings(ctx, body)),
];
