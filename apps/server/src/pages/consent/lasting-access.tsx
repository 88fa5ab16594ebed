import type { Child } from 'hono/jsx';
import type { PageContext } from '../layout/page-context.ts';
import { PageIcon } from '../layout/page-icon.tsx';

interface LastingAccessProps {
  page: PageContext;
  heading?: 'h2' | 'h3';
  /** What the person can do about it. */
  children?: Child;
}

/** `offline_access` (OIDC Core §11) in plain words, apart from the data: it is about time. */
export function LastingAccess({ page, heading: Heading = 'h2', children }: LastingAccessProps) {
  return (
    <section class="permissions">
      <Heading>{page.t('consent.group_lasting')}</Heading>
      <ul>
        <li class="permission">
          <PageIcon name="clock" />
          <div>
            <p class="strong">{page.t('scope.offline_access.title')}</p>
            <p class="quiet">{page.t('scope.offline_access.description')}</p>
            {children}
          </div>
        </li>
      </ul>
    </section>
  );
}
