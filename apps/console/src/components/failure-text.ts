import { PROBLEMS, ProblemError, type ProblemType } from '@consentry/contract';
import type { TFunction } from 'i18next';

/** A failure in words for people; the catalogue translates by problem type (RFC 9457 §3.1.1). */
export function failureText(error: unknown, t: TFunction): string {
  if (error instanceof ProblemError) return isProblemType(error.slug) ? t(`problems.${error.slug}`) : error.problem.detail;
  if (error instanceof TypeError) return t('failure.network');
  return t('failure.unexpected');
}

/** The request id that leads to the failure in the server's log. */
export function requestId(error: unknown): string | null {
  if (!(error instanceof ProblemError)) return null;
  return error.problem.instance?.replace(/^urn:request:/, '') ?? null;
}

export function isGone(error: unknown): boolean {
  return error instanceof ProblemError && error.problem.status === 404;
}

function isProblemType(slug: string): slug is ProblemType {
  return Object.hasOwn(PROBLEMS, slug);
}
