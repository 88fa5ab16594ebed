import { z } from 'zod';
import { InvalidConfig } from './config.ts';
import { readSection, setting, type ConfigFault, type SectionValues } from './environment-value.ts';

/** What the command line needs to reach a running server. */
export const cliSection = {
  CONSENTRY_URL: setting({
    schema: z
      .string()
      .refine((value) => URL.canParse(value) && /^https?:$/.test(new URL(value).protocol), 'is not an http or https URL')
      .transform((value) => value.replace(/\/+$/, ''))
      .optional(),
    about: 'The public URL of the server that `consentry apply` and `consentry clients` talk to.',
    accepted: 'the issuer, such as https://id.example.com',
    default_text: 'http://localhost:3000',
  }),
  CONSENTRY_CLIENT_ID: setting({
    schema: z.string().optional(),
    about: 'The machine-to-machine application that they act as.',
    accepted: 'a client id',
    default_text: 'none',
  }),
  CONSENTRY_CLIENT_SECRET: setting({
    schema: z.string().optional(),
    about: 'The secret of that application.',
    accepted: 'a client secret',
    default_text: 'none',
    secret: true,
  }),
};

export type CliEnvironment = SectionValues<typeof cliSection>;

/** Reads the command line’s settings. Throws `InvalidConfig` with all faults at once. */
export function readCliEnvironment(env: NodeJS.ProcessEnv = process.env): CliEnvironment {
  const faults: ConfigFault[] = [];
  const values = readSection(cliSection, env, faults);
  if (faults.length > 0) throw new InvalidConfig(faults);
  return values;
}
