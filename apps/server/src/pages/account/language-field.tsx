import type { PageContext } from '../layout/page-context.ts';
import { languageName } from './language-name.ts';

interface LanguageFieldProps {
  page: PageContext;
  value: string;
  /** The languages to choose from (BCP 47). */
  tags: readonly string[];
}

/** The claim `locale`: each language in its own words. One that is on file and not among ours can stay. */
export function LanguageField({ page, value, tags }: LanguageFieldProps) {
  const choices = value === '' || tags.includes(value) ? tags : [...tags, value];
  return (
    <div class="field">
      <label for="locale">{page.t('claim.locale')}</label>
      <select id="locale" name="locale" autocomplete="language">
        <option value="">{page.t('account.locale_browser')}</option>
        {choices.map((tag) => (
          <option key={tag} value={tag} lang={tag} selected={tag === value}>
            {languageName(tag)}
          </option>
        ))}
      </select>
    </div>
  );
}
