import { displayText } from '../layout/display-text.ts';
import type { PageContext } from '../layout/page-context.ts';
import { PageLayout } from '../layout/page-layout.tsx';
import { PageLink } from '../layout/page-link.tsx';

export interface HomePageProps {
  page: PageContext;
  account_url: string;
  signed_in: boolean;
  console_url: string;
  discovery_url: string;
}

export function HomePage({ page, account_url, signed_in, console_url, discovery_url }: HomePageProps) {
  return (
    <PageLayout page={page} title={page.t('home.title')}>
      <p class="subtitle">{page.t('home.sentence', { product: displayText(page.product_name, 60) })}</p>
      <div class="actions">
        <PageLink href={account_url} look="primary">
          {page.t(signed_in ? 'home.account' : 'home.sign_in')}
        </PageLink>
        <PageLink href={console_url} look="secondary">
          {page.t('home.console')}
        </PageLink>
      </div>
      <section class="developers">
        <h2>{page.t('home.developers')}</h2>
        <p class="quiet">{page.t('home.discovery')}</p>
        <p>
          <PageLink href={discovery_url}>
            <code>{discovery_url}</code>
          </PageLink>
        </p>
      </section>
    </PageLayout>
  );
}
