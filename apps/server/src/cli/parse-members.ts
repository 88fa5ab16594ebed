import { CliFailure } from './cli-failure.ts';
import { cliMessages } from './cli-messages.ts';

/** `name=value` for any member of the management API: a value that reads as JSON is that, any other is text. */
export function parseMembers(settings: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(
    settings.map((setting) => {
      const [, name, value] = /^([a-z_]+)=(.*)$/s.exec(setting) ?? [];
      if (name === undefined || value === undefined) throw new CliFailure(2, cliMessages.bad_setting(setting));
      return [name, valueOf(value)];
    }),
  );
}

function valueOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
