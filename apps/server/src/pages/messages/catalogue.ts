import type { en } from './en.ts';

type English = typeof en;

/** The stem of the keys whose text depends on a count. */
export type PluralKey = keyof English extends infer Key ? (Key extends `${infer Stem}_other` ? Stem : never) : never;

/**
 * A catalogue beside the English one: the same keys, and each plural in the forms that the language has
 * (`Intl.PluralRules`). A key that is missing, or is not in the English catalogue, does not compile.
 */
export type Catalogue<Form extends Intl.LDMLPluralRule> = Readonly<
  Record<Exclude<keyof English, `${PluralKey}_${Intl.LDMLPluralRule}`> | `${PluralKey}_${Form}`, string>
>;
