import type { PageContext } from './page-context.ts';

export interface TextFieldProps {
  page: PageContext;
  /** The form field's name, and its element's id. */
  name: string;
  label: string;
  value?: string;
  type?: 'text' | 'email' | 'tel' | 'url';
  autocomplete: string;
  max_length: number;
  /** `unsaid`: nothing of the form is required, so that saying it of each field tells nothing. */
  optional?: boolean | 'unsaid';
  hint?: string;
  error?: string | undefined;
  /** The id of an alert that speaks of this field too. */
  alert_id?: string | null;
  autofocus?: boolean;
  /** For identifiers: no capitals and no corrections by the keyboard. */
  verbatim?: boolean;
}

function describedBy({ name, hint, error, alert_id = null }: TextFieldProps): string | undefined {
  const ids = [error ? `${name}-error` : null, alert_id, hint ? `${name}-hint` : null].filter((id) => id !== null);
  return ids.length > 0 ? ids.join(' ') : undefined;
}

export function TextField(props: TextFieldProps) {
  const { page, name, label, value = '', type = 'text', optional = false, hint, error, autofocus = false, verbatim = false } = props;
  const keyboard = verbatim ? { autocapitalize: 'none' as const, autocorrect: 'off', spellcheck: false } : {};
  return (
    <div class="field">
      <label for={name}>
        {label}
        {optional === true && <span class="quiet"> ({page.t('form.optional')})</span>}
      </label>
      {hint && (
        <p class="hint" id={`${name}-hint`}>
          {hint}
        </p>
      )}
      {error && (
        <p class="field-error" id={`${name}-error`}>
          {error}
        </p>
      )}
      <input
        id={name}
        name={name}
        type={type}
        value={value}
        dir="auto"
        autocomplete={props.autocomplete}
        maxlength={props.max_length}
        required={optional === false}
        autofocus={autofocus}
        aria-invalid={error || props.alert_id ? 'true' : undefined}
        aria-describedby={describedBy(props)}
        {...keyboard}
      />
    </div>
  );
}
