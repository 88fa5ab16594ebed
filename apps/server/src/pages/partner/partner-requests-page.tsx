import type { PartnerRefusedRequest } from '../../features/request-log/present-for-partner.ts';
import { TimeAgo } from '../account/time-ago.tsx';
import { displayText } from '../layout/display-text.ts';
import { PageLink } from '../layout/page-link.tsx';
import { PartnerLayout, type PartnerFrame } from './partner-layout.tsx';

export interface PartnerRequestsPageProps {
  frame: PartnerFrame;
  requests: PartnerRefusedRequest[];
  older_url: string | null;
  now: Date;
}

/** Why the app's requests were refused; its words are English, whatever the page around them is in. */
export function PartnerRequestsPage({ frame, requests, older_url, now }: PartnerRequestsPageProps) {
  const { page } = frame;
  return (
    <PartnerLayout frame={frame} section="requests" title={page.t('partner.requests')}>
      <p class="subtitle">{page.t('partner.requests_sentence')}</p>
      {requests.length === 0 ? <p>{page.t('partner.requests_none')}</p> : <RequestList frame={frame} requests={requests} now={now} />}
      {older_url !== null && (
        <p>
          <PageLink href={older_url}>{page.t('partner.requests_older')}</PageLink>
        </p>
      )}
    </PartnerLayout>
  );
}

function RequestList({ frame: { page }, requests, now }: Pick<PartnerRequestsPageProps, 'frame' | 'requests' | 'now'>) {
  return (
    <>
      {page.locale !== 'en' && <p class="quiet">{page.t('partner.requests_english')}</p>}
      <ul class="requests">
        {requests.map((request) => (
          <li id={request.reference}>
            <p class="request-head">
              <code>{request.error}</code>
              <code class="quiet">{request.endpoint}</code>
              <span class="quiet">
                <TimeAgo page={page} then={new Date(request.at)} now={now} />
              </span>
            </p>
            <dl class="facts">
              <Fact label={page.t('partner.requests_came')} text={request.came} />
              <Fact label={page.t('partner.requests_expected')} text={request.expected} />
              <Fact label={page.t('partner.requests_mend')} text={request.mend} />
            </dl>
            <p class="reference quiet">
              {page.t('error.reference')} <code>{request.reference}</code>
            </p>
          </li>
        ))}
      </ul>
    </>
  );
}

/** It repeats what came, which anyone may have sent. */
function Fact({ label, text }: { label: string; text: string }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd lang="en" dir="ltr">
        <bdi>{displayText(text, 2000)}</bdi>
      </dd>
    </div>
  );
}
