import { ProblemError } from '@consentry/contract';
import type { FormErrors } from '@mantine/form';
import type { z } from 'zod';

/** What the contract's schema says about a body, by form path (`redirect_uris.0`). */
export function schemaErrors(schema: z.ZodType, body: unknown): FormErrors {
  const parsed = schema.safeParse(body);
  if (parsed.success) return {};
  return firstOfEach(parsed.error.issues.map((issue) => [issue.path.join('.'), issue.message]));
}

/** What the server says about a body: the JSON pointers of RFC 9457 §3 as form paths. */
export function problemErrors(error: unknown): FormErrors {
  if (!(error instanceof ProblemError)) return {};
  return firstOfEach((error.problem.errors ?? []).map(({ pointer, detail }) => [pathOfPointer(pointer), detail]));
}

/** `#/redirect_uris/0` (RFC 6901 §6) → `redirect_uris.0`. */
function pathOfPointer(pointer: string): string {
  const segments = pointer.replace(/^#?\//, '').split('/');
  return segments.map((segment) => decodeURIComponent(segment).replaceAll('~1', '/').replaceAll('~0', '~')).join('.');
}

function firstOfEach(entries: [string, string][]): FormErrors {
  const errors: FormErrors = {};
  for (const [path, message] of entries) errors[path] ??= sentence(message);
  return errors;
}

function sentence(message: string): string {
  const text = message.charAt(0).toUpperCase() + message.slice(1);
  return /[.!?)]$/.test(text) ? text : `${text}.`;
}
