import { IsolatedText } from '../layout/isolated-text.tsx';
import { MessageText } from '../layout/message-text.tsx';
import type { PageContext } from '../layout/page-context.ts';
import { PageIcon } from '../layout/page-icon.tsx';
import { ClientLinks } from './client-links.tsx';
import type { ConsentView } from './consent-view.ts';
import { GrantDurationField } from './grant-duration-field.tsx';
import { GrantedBefore } from './granted-before.tsx';
import { OptionalPermissions } from './optional-permissions.tsx';

interface ConsentDecisionProps {
  page: PageContext;
  view: ConsentView;
}

function RedirectNote({ page, view }: ConsentDecisionProps) {
  const { redirect_host: redirectHost, redirects_to_this_device: toThisDevice } = view.client;
  if (redirectHost === null) {
    return (
      <div class="redirect">
        <PageIcon name="leave" />
        <p>{page.t('consent.redirect_other_device')}</p>
      </div>
    );
  }
  const host = (
    <strong>
      <IsolatedText text={redirectHost} max={260} />
    </strong>
  );
  const product = <IsolatedText text={page.product_name} max={60} />;
  return (
    <div class={toThisDevice ? 'redirect warning' : 'redirect'}>
      <PageIcon name={toThisDevice ? 'notice' : 'leave'} />
      <div>
        <p>
          <MessageText page={page} message={toThisDevice ? 'consent.redirect_device' : 'consent.redirect'} values={{ host }} />
        </p>
        {toThisDevice && (
          <p>
            <MessageText page={page} message="consent.device_warning" values={{ product }} />
          </p>
        )}
      </div>
    </div>
  );
}

/**
 * Two buttons of one size, none chosen for the person. The refusal comes first in the document: were a key press ever to
 * submit the form by itself, it would refuse.
 */
export function ConsentDecision({ page, view }: ConsentDecisionProps) {
  const product = <IsolatedText text={page.product_name} max={60} />;
  return (
    <form method="post" action={view.action}>
      <input type="hidden" name="csrf_token" value={view.csrf_token} />
      <OptionalPermissions page={page} view={view} />
      <GrantedBefore page={page} view={view} />
      {view.has_duration && <GrantDurationField page={page} current={view.current_duration} />}
      <RedirectNote page={page} view={view} />
      <div class="decision">
        <button class="button" type="submit" name="decision" value="deny">
          {page.t('consent.deny')}
        </button>
        <button class="button button-primary" type="submit" name="decision" value="allow">
          {page.t('consent.allow')}
        </button>
      </div>
      {view.client.party === 'third_party' && (
        <p class="aside quiet">
          <MessageText page={page} message="consent.revoke_hint" values={{ product }} />
        </p>
      )}
      {view.client.party === 'third_party' && <ClientLinks page={page} branding={view.client.branding} />}
    </form>
  );
}
