import type { Child } from 'hono/jsx';
import { IsolatedText } from '../layout/isolated-text.tsx';
import type { PageContext } from '../layout/page-context.ts';
import type { ConsentView, OptionalPermissionView } from './consent-view.ts';
import { GroupName } from './group-name.tsx';
import { PermissionDetails } from './permission-details.tsx';
import { groupPermissions } from './permission-groups.ts';
import { SensitivityNote } from './sensitivity-note.tsx';

interface OptionalPermissionsProps {
  page: PageContext;
  view: ConsentView;
}

interface ChoiceProps {
  id: string;
  field: string;
  title: Child;
  children: Child;
}

/** Never ticked beforehand: only an act of the person is consent. */
function Choice({ id, field, title, children }: ChoiceProps) {
  return (
    <li class="permission choice">
      <input type="checkbox" id={id} name={field} value="yes" aria-describedby={`${id}-details`} />
      <div>
        <label class="strong" for={id}>
          {title}
        </label>
        <div id={`${id}-details`}>{children}</div>
      </div>
    </li>
  );
}

function LastingChoice({ page, view }: OptionalPermissionsProps) {
  return (
    <section class="permissions">
      <h2>{page.t('consent.group_lasting')}</h2>
      <ul>
        <Choice id="optional-lasting" field={view.lasting_access_field} title={page.t('scope.offline_access.title')}>
          <p class="quiet">{page.t('scope.offline_access.description')}</p>
        </Choice>
      </ul>
    </section>
  );
}

function idOf(view: ConsentView, permission: OptionalPermissionView): string {
  return `optional-${view.optional_permissions.indexOf(permission)}`;
}

/** What the person may allow or leave out, each with a box of its own; stands inside the form. */
export function OptionalPermissions({ page, view }: OptionalPermissionsProps) {
  const lasting = view.lasting_access === 'optional';
  if (view.optional_permissions.length === 0 && !lasting) return null;
  // Where nothing is required, the sentence above says it already.
  const hint = view.new_permissions.length > 0 || view.new_details.length > 0 || view.lasting_access === 'new';
  return (
    <fieldset class="optional" {...(hint ? { 'aria-describedby': 'optional-hint' } : {})}>
      <legend>{page.t('consent.group_optional')}</legend>
      {hint && (
        <p class="quiet" id="optional-hint">
          {page.t('consent.optional_hint')}
        </p>
      )}
      {groupPermissions(view.optional_permissions).map(({ key, group, permissions }) => (
        <section key={key} class="permissions">
          <h2>
            <GroupName page={page} group={group} />
          </h2>
          <ul>
            {permissions.map((permission) => (
              <Choice
                key={permission.key}
                id={idOf(view, permission)}
                field={permission.field}
                title={<IsolatedText text={permission.title} max={300} lang={permission.lang} />}
              >
                <SensitivityNote page={page} sensitivity={permission.sensitivity} />
                <PermissionDetails page={page} permission={permission} />
              </Choice>
            ))}
          </ul>
        </section>
      ))}
      {lasting && <LastingChoice page={page} view={view} />}
    </fieldset>
  );
}
