import { translations } from './translations.ts';

let loaded: Promise<void> | undefined;

/** A part of the console that is loaded when it is needed, together with what it says. Both are asked for at the same time. */
export async function withTexts<Part>(part: Promise<Part>): Promise<Part> {
  loaded ??= loadTexts();
  const [module] = await Promise.all([part, loaded]);
  return module;
}

/** A file that did not come is asked for again by the next part. */
async function loadTexts(): Promise<void> {
  try {
    const { en } = await import('./en.ts');
    translations.addResourceBundle('en', 'translation', en);
  } catch (cause) {
    loaded = undefined;
    throw cause;
  }
}
