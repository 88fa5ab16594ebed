import type { PageContext } from '../layout/page-context.ts';
import { PageLayout } from '../layout/page-layout.tsx';
import { PageLink } from '../layout/page-link.tsx';

export interface SetupLinkPageProps {
  page: PageContext;
  reason: 'used' | 'wrong';
  console_url: string;
}

/** Why a setup link doesn't work, and what to do instead. */
export function SetupLinkPage({ page, reason, console_url }: SetupLinkPageProps) {
  return (
    <PageLayout page={page} title={page.t(`setup.${reason}.title`)}>
      <p>{page.t(`setup.${reason}.sentence`)}</p>
      <p>{page.t(`setup.${reason}.next_step`)}</p>
      {reason === 'used' && (
        <div class="actions">
          <PageLink href={console_url} look="secondary">
            {page.t('setup.to_console')}
          </PageLink>
        </div>
      )}
    </PageLayout>
  );
}
