import { redirectUriProblem, type AppType } from '@consentry/contract';
import type { FormErrors } from '@mantine/form';
import type { TFunction } from 'i18next';

const BEGINNINGS = ['https://', 'http://'];

/** What is wrong with one of several redirect URIs, in a sentence; `null` when nothing is, or the row is empty. */
export function redirectUriText(uris: readonly string[], index: number, input: { appType: AppType; t: TFunction }): string | null {
  const uri = (uris[index] ?? '').trim();
  if (uri === '') return null;
  const isRepeated = uris.findIndex((other) => other.trim() === uri) < index;
  const problem = isRepeated ? input.t('redirects.duplicate') : redirectUriProblem(uri, input.appType);
  return problem === null ? null : input.t('redirects.problem', { problem });
}

/** Nobody has made a mistake yet who is still typing `https://`. */
export function isUnfinished(uri: string): boolean {
  return BEGINNINGS.some((beginning) => beginning.startsWith(uri.trim()));
}

/** The same for a whole list, as form errors. */
export function redirectUriErrors(
  member: 'redirect_uris' | 'post_logout_redirect_uris',
  uris: readonly string[],
  input: { appType: AppType; t: TFunction },
): FormErrors {
  const errors: FormErrors = {};
  for (const index of uris.keys()) {
    const text = redirectUriText(uris, index, input);
    if (text !== null) errors[`${member}.${index}`] = text;
  }
  return errors;
}

export function withoutEmpty(uris: readonly string[]): string[] {
  return uris.map((uri) => uri.trim()).filter((uri) => uri !== '');
}
