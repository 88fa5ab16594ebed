import { IsolatedText } from './isolated-text.tsx';
import { MessageText } from './message-text.tsx';
import type { PageContext } from './page-context.ts';

/** The application a person is on the way to. */
export interface ClientLineView {
  name: string;
  party: 'first_party' | 'third_party';
}

/** Under the heading of a page that is part of an authorization request: where it goes on. */
export function ClientLine({ page, client }: { page: PageContext; client: ClientLineView }) {
  const name = (
    <strong>
      <IsolatedText text={client.name} max={80} />
    </strong>
  );
  return (
    <div class="subtitle">
      <p>
        <MessageText page={page} message="sign_in.continue_to" values={{ client: name }} />
      </p>
      {client.party === 'third_party' && <p class="quiet">{page.t('sign_in.third_party')}</p>}
    </div>
  );
}
