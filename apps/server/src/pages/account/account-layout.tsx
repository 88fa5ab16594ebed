import type { Child } from 'hono/jsx';
import type { PageContext } from '../layout/page-context.ts';
import { PageLayout } from '../layout/page-layout.tsx';
import { AccountNotice, type AccountNoticeCode } from './account-notice.tsx';
import { ACCOUNT_PATHS, type AccountSection } from './account-paths.ts';

interface AccountLayoutProps {
  page: PageContext;
  section: AccountSection;
  title: string;
  notice?: AccountNoticeCode | null;
  has_error?: boolean;
  children?: Child;
}

const SECTIONS = [
  { section: 'profile', label: 'account.profile' },
  { section: 'security', label: 'account.security' },
  { section: 'apps', label: 'account.apps' },
] as const;

function AccountNav({ page, section: current }: Pick<AccountLayoutProps, 'page' | 'section'>) {
  return (
    <nav class="account-nav" aria-label={page.t('account.nav')}>
      <ul>
        {SECTIONS.map(({ section, label }) => (
          <li key={section}>
            <a href={ACCOUNT_PATHS[section]} aria-current={section === current ? 'page' : undefined}>
              {page.t(label)}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

/** One of the account pages, with the way to the others. */
export function AccountLayout({ page, section, title, notice = null, has_error = false, children }: AccountLayoutProps) {
  return (
    <PageLayout page={page} title={title} has_error={has_error}>
      <AccountNav page={page} section={section} />
      {notice !== null && <AccountNotice page={page} code={notice} />}
      {children}
    </PageLayout>
  );
}
