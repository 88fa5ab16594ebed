import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import type { en } from './en.ts';
import { enFirst } from './en-first.ts';

declare module 'i18next' {
  interface CustomTypeOptions {
    resources: { translation: typeof enFirst & typeof en };
  }
}

/** React escapes what it renders, so the catalogue's values are not escaped a second time. */
export const translations = i18next.createInstance({
  lng: 'en',
  fallbackLng: 'en',
  resources: { en: { translation: enFirst } },
  interpolation: { escapeValue: false },
});

export async function loadTranslations(): Promise<void> {
  await translations.use(initReactI18next).init();
}
