import { ClientOrigin } from './client-origin.tsx';
import { displayText } from '../layout/display-text.ts';
import { ClientLogo } from '../layout/client-logo.tsx';
import { IsolatedText } from '../layout/isolated-text.tsx';
import { MessageText } from '../layout/message-text.tsx';
import type { PageContext } from '../layout/page-context.ts';
import { PageIcon } from '../layout/page-icon.tsx';
import type { ConsentView } from './consent-view.ts';

interface ConsentClientProps {
  page: PageContext;
  client: ConsentView['client'];
  /** The name as the heading has it; the whole name is repeated where that one is shortened. */
  name_in_heading: string;
}

type ClientPartProps = Omit<ConsentClientProps, 'name_in_heading'>;

/** A plain word that nobody vouches for an application of others; our own is named as such. */
function ClientParty({ page, client: { party, branding } }: ClientPartProps) {
  const values = { product: <IsolatedText text={page.product_name} max={60} /> };
  if (party === 'first_party') {
    return (
      <p class="quiet">
        <MessageText page={page} message="consent.first_party" values={values} />
      </p>
    );
  }
  const isVerified = branding.publisher?.is_verified === true;
  return (
    <p class={isVerified ? 'verified' : 'unverified'}>
      <PageIcon name={isVerified ? 'check' : 'notice'} />
      <span>
        <MessageText page={page} message={isVerified ? 'consent.verified' : 'consent.unverified'} values={values} />
      </span>
    </p>
  );
}

/** What nobody has checked is said to be the application’s own word. */
function Publisher({ page, client: { party, branding } }: ClientPartProps) {
  if (party === 'first_party' || branding.publisher === null) return null;
  const { name, is_verified } = branding.publisher;
  const publisher = (
    <strong>
      <IsolatedText text={name} max={100} />
    </strong>
  );
  return (
    <p class="publisher">
      <MessageText page={page} message={is_verified ? 'consent.publisher' : 'consent.publisher_claimed'} values={{ publisher }} />
    </p>
  );
}

/** Who asks, and who stands behind it. */
export function ConsentClient({ page, client, name_in_heading }: ConsentClientProps) {
  const name = displayText(client.name);
  return (
    <div class="client">
      <ClientLogo name={client.name} logo={client.branding.logo} />
      <div>
        <ClientParty page={page} client={client} />
        <Publisher page={page} client={client} />
        <ClientOrigin page={page} client={client} />
        {name !== name_in_heading && (
          <p class="strong">
            <bdi>{name}</bdi>
          </p>
        )}
        {client.description.trim() !== '' && (
          <p class="quiet">
            <IsolatedText text={client.description} max={240} />
          </p>
        )}
      </div>
    </div>
  );
}
