import { readFileSync } from 'node:fs';
import type { z } from 'zod';

/** A setting read from the environment at start. */
export interface Setting<T = unknown> {
  readonly schema: z.ZodType<T>;
  /** One sentence for people; it becomes the configuration page. */
  readonly about: string;
  /** What is accepted, in words, for the error message. */
  readonly accepted: string;
  /** Shown in docs; the schema itself gives the value. */
  readonly default_text: string;
  /** Secrets are masked wherever they are printed, and may come from the file that `NAME_FILE` names. */
  readonly secret?: true;
}

export type Section = Record<string, Setting>;
export type SectionValues<S extends Section> = { readonly [K in keyof S]: S[K] extends Setting<infer T> ? T : never };

export interface ConfigFault {
  key: string;
  value: string;
  reason: string;
  accepted: string;
}

/** Declares one setting with the type of its schema. */
export function setting<T>(definition: Setting<T>): Setting<T> {
  return definition;
}

/** Reads one section; faults are collected, so that all are reported at once. */
export function readSection<S extends Section>(section: S, env: NodeJS.ProcessEnv, faults: ConfigFault[]): SectionValues<S> {
  const values: Record<string, unknown> = {};
  for (const [key, definition] of Object.entries(section)) {
    const fault = (value: string | undefined, reason: string): void => {
      faults.push({ key, value: shown(definition, value), reason, accepted: definition.accepted });
    };
    try {
      const text = textOf(key, definition, env);
      const parsed = definition.schema.safeParse(text);
      if (parsed.success) values[key] = parsed.data;
      else fault(text, parsed.error.issues[0]?.message ?? 'is not accepted');
    } catch (cause) {
      fault(env[`${key}_FILE`], cause instanceof Error ? cause.message : 'could not be read');
    }
  }
  // Each key was parsed with its own schema, or the fault list stops the start.
  return values as SectionValues<S>;
}

function textOf(key: string, definition: Setting, env: NodeJS.ProcessEnv): string | undefined {
  const direct = env[key] === '' ? undefined : env[key];
  const file = definition.secret ? env[`${key}_FILE`] : undefined;
  if (file === undefined || file === '') return direct;
  if (direct !== undefined) throw new Error(`give ${key} or ${key}_FILE, not both`);
  return readFileSync(file, 'utf8').trim();
}

function shown(definition: Setting, value: string | undefined): string {
  if (value === undefined) return '(not set)';
  return definition.secret ? maskSecret(value) : JSON.stringify(value);
}

/** Keeps what helps to find the mistake: the shape of a URL without its password, the length of anything else. */
export function maskSecret(value: string): string {
  if (URL.canParse(value)) {
    const url = new URL(value);
    if (url.password !== '') url.password = '***';
    url.search = '';
    return JSON.stringify(url.href);
  }
  return `(${value.length} characters, hidden)`;
}
