/** The languages of the hosted pages (RFC 5646). */
export const PAGE_LANGUAGES = [
  'ar',
  'de',
  'en',
  'es',
  'fr',
  'he',
  'hi',
  'it',
  'ja',
  'ko',
  'nl',
  'pl',
  'pt-BR',
  'tr',
  'zh-Hans',
  'zh-Hant',
] as const;
export type PageLanguage = (typeof PAGE_LANGUAGES)[number];
