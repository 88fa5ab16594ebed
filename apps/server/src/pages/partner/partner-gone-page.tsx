import type { PageContext } from '../layout/page-context.ts';
import { PageLayout } from '../layout/page-layout.tsx';

/** The one answer to every link that opens nothing, so that nobody learns whether it ever did. */
export function PartnerGonePage({ page }: { page: PageContext }) {
  return (
    <PageLayout page={page} title={page.t('partner.gone.title')}>
      <p>{page.t('partner.gone.sentence')}</p>
      <p>{page.t('partner.gone.next_step')}</p>
    </PageLayout>
  );
}
