import { displayText } from '../layout/display-text.ts';
import { IsolatedText } from '../layout/isolated-text.tsx';
import { MessageText } from '../layout/message-text.tsx';
import type { PageContext } from '../layout/page-context.ts';
import { PageLayout } from '../layout/page-layout.tsx';
import { PageLink } from '../layout/page-link.tsx';
import { PersonLine } from '../layout/person-line.tsx';
import { ConsentClient } from './consent-client.tsx';
import { ConsentDecision } from './consent-decision.tsx';
import type { ConsentView } from './consent-view.ts';
import { DetailList } from './detail-list.tsx';
import { LastingAccess } from './lasting-access.tsx';
import { PermissionList } from './permission-list.tsx';
import { SensitivePermissions } from './sensitive-permissions.tsx';

interface ConsentPartProps {
  page: PageContext;
  view: ConsentView;
}

// A longer name is shortened in the heading and stands below it in full.
const NAME_IN_HEADING = 60;

// Sentences say “this app”: a name such as “Mail (verified)” inside them would speak in our voice.
function introOf(view: ConsentView) {
  // What belongs to the product itself has its permissions without having asked.
  if (view.reconfirm) return view.client.party === 'first_party' ? 'consent.intro_reconfirm_first_party' : 'consent.intro_reconfirm';
  const asked = view.new_permissions.length + view.new_details.length;
  if (asked === 0 && view.lasting_access !== 'new') return 'consent.intro_optional';
  const granted = view.granted_permissions.length + view.granted_details.length;
  if (granted === 0 && view.lasting_access !== 'granted') return 'consent.intro';
  return asked === 0 ? 'consent.intro_lasting' : 'consent.intro_more';
}

function SignedInUser({ page, view }: ConsentPartProps) {
  const { name, username, email } = view.user;
  return (
    <PersonLine name={name ?? username} detail={email ?? username} label={page.t('consent.signed_in_as')}>
      {view.switch_account_url !== null && <PageLink href={view.switch_account_url}>{page.t('consent.not_you')}</PageLink>}
    </PersonLine>
  );
}

/** Asks a person whether an application may have what it asks for. */
export function ConsentPage({ page, view }: ConsentPartProps) {
  const client = (
    <strong>
      <IsolatedText text={view.client.name} max={NAME_IN_HEADING} />
    </strong>
  );
  const product = <IsolatedText text={page.product_name} max={60} />;
  const heading = <MessageText page={page} message="consent.heading" values={{ client, product }} />;
  return (
    <PageLayout page={page} title={page.t('consent.title')} heading={heading}>
      <ConsentClient page={page} client={view.client} name_in_heading={displayText(view.client.name, NAME_IN_HEADING)} />
      <SignedInUser page={page} view={view} />
      <p>{page.t(introOf(view))}</p>
      <PermissionList page={page} permissions={view.new_permissions.filter(({ sensitivity }) => sensitivity === 'low')} />
      <SensitivePermissions page={page} permissions={view.new_permissions} />
      <DetailList page={page} details={view.new_details} />
      {view.lasting_access === 'new' && <LastingAccess page={page} />}
      <ConsentDecision page={page} view={view} />
    </PageLayout>
  );
}
