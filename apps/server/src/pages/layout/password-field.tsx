import type { PageContext } from './page-context.ts';

interface PasswordFieldProps {
  page: PageContext;
  /** The form field's name, and its element's id. */
  name?: 'password' | 'current_password' | 'new_password';
  label: string;
  autocomplete: 'current-password' | 'new-password';
  min_length?: number;
  hint?: string;
  error?: string | undefined;
  /** The id of an alert that speaks of this field too. */
  alert_id?: string | null;
  autofocus?: boolean;
}

function describedBy({ name = 'password', hint, error, alert_id = null }: PasswordFieldProps): string | undefined {
  const ids = [error ? `${name}-error` : null, alert_id, hint ? `${name}-hint` : null].filter((id) => id !== null);
  return ids.length > 0 ? ids.join(' ') : undefined;
}

function RevealButton({ page, name }: { page: PageContext; name: string }) {
  return (
    <button
      class="reveal"
      type="button"
      hidden
      aria-controls={name}
      aria-label={page.t('form.show_password_label')}
      data-reveal={name}
      data-other-label={page.t('form.hide_password_label')}
      data-other-text={page.t('form.hide_password')}
    >
      {page.t('form.show_password')}
    </button>
  );
}

/** Never filled in by the server. The button that reveals it appears with the page's script. */
export function PasswordField(props: PasswordFieldProps) {
  const { page, name = 'password', label, autocomplete, min_length, hint, error, autofocus = false } = props;
  return (
    <div class="field">
      <label for={name}>{label}</label>
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
      <div class="password">
        <input
          id={name}
          name={name}
          type="password"
          autocomplete={autocomplete}
          minlength={min_length}
          maxlength={1024}
          required
          autofocus={autofocus}
          aria-invalid={error || props.alert_id ? 'true' : undefined}
          aria-describedby={describedBy(props)}
        />
        <RevealButton page={page} name={name} />
      </div>
    </div>
  );
}
