import type { AuthorizationDetail } from '@consentry/contract';
import { templateParts } from '../../features/authorization-details/detail-template.ts';
import type { DetailsTypeRow } from '../../features/authorization-details/find-details-types.ts';
import { localTextOrAny } from '../messages/local-text.ts';
import type { Locale } from '../messages/messages.ts';

/** Words of the API’s owner, or values of the detail that stand between them. */
export type DetailPart = { words: string } | { values: string[] };

/** A member that the words don’t tell, by its path. */
export interface DetailMember {
  name: string;
  values: string[];
}

export interface DetailWords {
  title: DetailPart[];
  /** The language of the words, where it is not the page’s. */
  lang: string | undefined;
  members: DetailMember[];
}

/** What stands for nothing at all: a member that is absent, null or empty. */
const NOTHING = '—';

/**
 * An authorization detail as people read it: its type’s words with its values in them, and every member that these don’t tell by
 * name. Nothing of a detail is left unsaid (RFC 9396 §12: what is not shown would be agreed to unseen).
 */
export function detailWords(detail: AuthorizationDetail, texts: DetailsTypeRow['texts'], locale: Locale): DetailWords {
  const words = localTextOrAny(texts, locale);
  const { type, ...members } = detail;
  if (words === null) return { title: [{ values: [type] }], lang: undefined, members: membersOf(members, []) };
  const told = new Set<string>();
  const title = templateParts(words.value).map((part): DetailPart => {
    if ('words' in part) return part;
    const values = scalarsOf(at(detail, part.path));
    if (values === null) return { values: [NOTHING] };
    told.add(part.path.join('.'));
    return { values };
  });
  return {
    title,
    lang: words.lang === locale ? undefined : words.lang,
    members: membersOf(members, []).filter(({ name }) => !told.has(name)),
  };
}

function at(detail: AuthorizationDetail, path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (value, name) => (isObject(value) && Object.hasOwn(value, name) ? (value as Record<string, unknown>)[name] : undefined),
    detail,
  );
}

function membersOf(value: unknown, path: readonly string[]): DetailMember[] {
  const name = path.join('.');
  const scalars = scalarsOf(value);
  if (scalars !== null) return [{ name, values: scalars }];
  if (!isObject(value) || Object.keys(value).length === 0) return name === '' ? [] : [{ name, values: [NOTHING] }];
  return Object.entries(value).flatMap(([inner, member]) => membersOf(member, [...path, inner]));
}

/** The text of a value that is one, or a list of such; `null`: it is not. */
function scalarsOf(value: unknown): string[] | null {
  if (Array.isArray(value)) return value.length > 0 && value.every(isScalar) ? value.map(String) : null;
  return isScalar(value) ? [String(value)] : null;
}

function isScalar(value: unknown): value is string | number | boolean {
  return ['string', 'number', 'boolean'].includes(typeof value);
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
