import { expect, test } from 'vitest';
import { localText, localTextOrAny } from './local-text.ts';

const texts = { 'zh-Hant': '中文', de: 'Deutsch', 'pt-PT': 'Português', en: 'English' };

test('the tag itself, then a shorter one, then another variety of the language (RFC 4647 §3.4)', () => {
  expect(localText(texts, 'de')).toEqual({ lang: 'de', value: 'Deutsch' });
  expect(localText(texts, 'zh-Hant')).toEqual({ lang: 'zh-Hant', value: '中文' });
  expect(localText(texts, 'pt-BR')).toEqual({ lang: 'pt-PT', value: 'Português' });
  expect(localText(texts, 'fr')).toBeNull();
});

test('English stands in for a language that is missing, then whatever there is', () => {
  expect(localTextOrAny(texts, 'fr')).toEqual({ lang: 'en', value: 'English' });
  expect(localTextOrAny({ ja: '日本語' }, 'fr')).toEqual({ lang: 'ja', value: '日本語' });
  expect(localTextOrAny({}, 'fr')).toBeNull();
});
