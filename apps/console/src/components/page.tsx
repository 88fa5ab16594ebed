import type { Party } from '@consentry/contract';
import { IconArrowLeft } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useEffect, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useProductName } from './use-product-name.ts';
import classes from './page.module.css';

interface PageProps {
  title: string;
  /** Before the title. */
  avatar?: ReactNode;
  /** Beside the title, for instance what kind of thing it is. */
  badges?: ReactNode;
  lead?: ReactNode;
  actions?: ReactNode;
  back?: {
    to: '/applications' | '/applications/+services' | '/resource-servers' | '/users' | '/settings';
    search?: { tab: 'my-apps' | 'third-party' } | { party: Party };
    label: string;
  };
  width?: 'form' | 'full';
  children: ReactNode;
}

/** The frame of every screen: the way back, the one h1, the main action, and the title of the tab. */
export function Page({ title, avatar, badges, lead, actions, back, width = 'full', children }: PageProps) {
  useDocumentTitle(title);
  return (
    <div className={classes['page']} data-width={width}>
      {back && (
        <Link to={back.to} search={back.search ?? {}} className={classes['back']}>
          <IconArrowLeft size={16} aria-hidden /> {back.label}
        </Link>
      )}
      <header className={classes['header']}>
        <div className={classes['heading']}>
          <div className={classes['titleRow']}>
            {avatar}
            <h1 className={classes['title']} dir="auto">
              {title}
            </h1>
            {badges}
          </div>
          {lead !== undefined && <p className={classes['lead']}>{lead}</p>}
        </div>
        {actions !== undefined && <div className={classes['actions']}>{actions}</div>}
      </header>
      {children}
    </div>
  );
}

function useDocumentTitle(title: string): void {
  const { t } = useTranslation();
  const productName = useProductName();
  useEffect(() => {
    document.title = `${title} – ${productName} ${t('product.console')}`;
  }, [title, productName, t]);
}
