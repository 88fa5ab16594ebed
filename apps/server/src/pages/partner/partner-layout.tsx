import type { Child } from 'hono/jsx';
import { displayText } from '../layout/display-text.ts';
import { IsolatedText } from '../layout/isolated-text.tsx';
import { MessageText } from '../layout/message-text.tsx';
import type { PageContext } from '../layout/page-context.ts';
import { PageLayout } from '../layout/page-layout.tsx';
import type { PartnerUrls } from './partner-urls.ts';

/** What every part of a partner's page shows. */
export interface PartnerFrame {
  page: PageContext;
  document: { styles: string; script: string };
  client_name: string;
  urls: PartnerUrls;
  has_requests: boolean;
}

interface PartnerLayoutProps {
  frame: PartnerFrame;
  section: 'overview' | 'guide' | 'requests';
  /** Absent: what the whole page is about. */
  title?: string;
  children?: Child;
}

export function PartnerLayout({ frame, section, title, children }: PartnerLayoutProps) {
  const { page, client_name } = frame;
  const product = displayText(page.product_name, 60);
  const about = page.t('partner.title', { client: displayText(client_name, 80), product });
  const heading = (
    <MessageText
      page={page}
      message="partner.title"
      values={{ client: <IsolatedText text={client_name} max={80} />, product: <IsolatedText text={page.product_name} max={60} /> }}
    />
  );
  return (
    <PageLayout page={page} title={title ?? about} heading={title ?? heading} document={frame.document}>
      <PartnerNav frame={frame} section={section} />
      {children}
    </PageLayout>
  );
}

function PartnerNav({ frame: { page, urls, has_requests }, section }: Pick<PartnerLayoutProps, 'frame' | 'section'>) {
  const links = [
    { href: urls.overview, label: page.t('partner.overview'), isCurrent: section === 'overview' },
    ...(has_requests ? [{ href: urls.requests, label: page.t('partner.requests'), isCurrent: section === 'requests' }] : []),
  ];
  if (links.length === 1 && section === 'overview') return null;
  return (
    <nav class="account-nav" aria-label={page.t('partner.nav')}>
      <ul>
        {links.map(({ href, label, isCurrent }) => (
          <li>
            <a href={href} aria-current={isCurrent ? 'page' : undefined}>
              {label}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
