import { IsolatedText } from '../layout/isolated-text.tsx';
import { MessageText } from '../layout/message-text.tsx';
import type { PageContext } from '../layout/page-context.ts';
import { PageIcon } from '../layout/page-icon.tsx';
import type { ConsentView } from './consent-view.ts';

interface ClientOriginProps {
  page: PageContext;
  client: ConsentView['client'];
}

/** What a person has to know of an application that no operator made: who it says it is, that nobody checked it, that it is not what it was. */
export function ClientOrigin({ page, client }: ClientOriginProps) {
  const { document_host: host, self_registered, has_changed } = client;
  const product = <IsolatedText text={page.product_name} max={60} />;
  return (
    <>
      {host !== null && (
        <p class="quiet">
          <MessageText
            page={page}
            message="consent.document_host"
            values={{
              host: (
                <strong>
                  <bdi>{host}</bdi>
                </strong>
              ),
            }}
          />
        </p>
      )}
      {host !== null && host.includes('xn--') && <OriginWarning>{page.t('consent.host_look_alike')}</OriginWarning>}
      {self_registered && (
        <OriginWarning>
          <MessageText page={page} message="consent.self_registered" values={{ product }} />
        </OriginWarning>
      )}
      {has_changed && <OriginWarning>{page.t('consent.client_changed')}</OriginWarning>}
    </>
  );
}

function OriginWarning({ children }: { children: unknown }) {
  return (
    <p class="unverified">
      <PageIcon name="notice" />
      <span>{children}</span>
    </p>
  );
}
