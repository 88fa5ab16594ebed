import { z } from 'zod';
import { setting } from './environment-value.ts';

const LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;

export const loggingSection = {
  LOG_LEVEL: setting({
    schema: z.enum(LEVELS, 'is not a level').default('warn'),
    about: 'How much is logged, as JSON lines on standard output.',
    accepted: LEVELS.join(', '),
    default_text: 'warn',
  }),
};
