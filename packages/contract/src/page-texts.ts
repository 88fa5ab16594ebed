import { z } from 'zod';
import { PAGE_LANGUAGES } from './page-languages.ts';
import { route } from './route.ts';
import { NoNul } from './values.ts';

const Language = z.enum(PAGE_LANGUAGES).describe('language of the hosted pages (RFC 5646)');
const Message = NoNul.regex(/^[^\t\n]*$/, 'must be one line')
  .trim()
  .min(1, 'must not be empty; reset it to have the original')
  .max(2000);

export const PageText = z
  .object({
    key: z.string(),
    original: z.string().describe('as it comes with the product'),
    text: z.string().nullable().describe('what the operator has put in its place; null: the original is shown'),
    placeholders: z.array(z.string()).describe('names that stand as `{{name}}` in the text, all of which it needs'),
  })
  .meta({ id: 'PageText' });
export type PageText = z.infer<typeof PageText>;

const TextParams = z.object({ language: Language, key: NoNul.max(128) });

export const pageTexts = {
  list: route({
    id: 'page_texts.list',
    method: 'get',
    path: '/page_texts/{language}',
    scope: 'settings:read',
    summary: 'Lists every text of the hosted pages in a language, and what the operator has put in its place.',
    params: z.object({ language: Language }),
    response: z.object({ items: z.array(PageText) }),
  }),
  set: route({
    id: 'page_texts.set',
    method: 'put',
    path: '/page_texts/{language}/{key}',
    scope: 'settings:write',
    summary: 'Puts a text of the operator in the place of the original; it is plain text, never markup.',
    params: TextParams,
    body: z.strictObject({ text: Message }),
    response: PageText,
    problems: ['page-text-not-found'],
  }),
  reset: route({
    id: 'page_texts.reset',
    method: 'delete',
    path: '/page_texts/{language}/{key}',
    scope: 'settings:write',
    summary: 'Shows the original text again.',
    params: TextParams,
    response: PageText,
    problems: ['page-text-not-found'],
  }),
};
