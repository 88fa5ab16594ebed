import { IsolatedText } from '../layout/isolated-text.tsx';
import type { PageContext } from '../layout/page-context.ts';
import type { PermissionView } from './permission-view.ts';

interface PermissionDetailsProps {
  page: PageContext;
  permission: PermissionView;
}

function PermissionValues({ page, permission }: PermissionDetailsProps) {
  if (permission.values.length > 0) {
    return (
      <ul class="values" aria-label={page.t('consent.values_label')}>
        {permission.values.map((value) => (
          <li key={value}>
            <IsolatedText text={value} max={500} />
          </li>
        ))}
      </ul>
    );
  }
  const canBeEmpty = permission.group.kind === 'user_data' && permission.scope !== 'openid';
  return canBeEmpty ? <p class="quiet">{page.t('consent.values_none')}</p> : null;
}

/** The developer’s words, marked as such: our own sentences must not be mixed up with them. */
function PermissionReason({ page, permission: { reason } }: PermissionDetailsProps) {
  if (!reason) return null;
  return (
    <figure class="reason">
      <figcaption>{page.t('consent.reason')}</figcaption>
      <blockquote>
        <IsolatedText text={reason.value} max={300} lang={reason.lang === page.locale ? undefined : reason.lang} />
      </blockquote>
    </figure>
  );
}

/** What a permission means, and the values themselves that it shares. */
export function PermissionDetails({ page, permission }: PermissionDetailsProps) {
  const { title, description, lang } = permission;
  return (
    <>
      {description !== '' && description !== title && (
        <p class="quiet">
          <IsolatedText text={description} max={600} lang={lang} />
        </p>
      )}
      <PermissionValues page={page} permission={permission} />
      <PermissionReason page={page} permission={permission} />
    </>
  );
}
