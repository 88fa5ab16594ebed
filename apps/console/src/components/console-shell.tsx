import { Outlet, useRouterState } from '@tanstack/react-router';
import { useEffect, useRef, useState, lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { ActionIcon } from '@mantine/core';
import { IconMenu2 } from '@tabler/icons-react';
import { withTexts } from '../messages/with-texts.ts';
import { Navigation } from './navigation.tsx';
import { OperatorMenu } from './operator-menu.tsx';
import { useProductName } from './use-product-name.ts';
import classes from './console-shell.module.css';

const NavigationDrawer = lazy(() => withTexts(import('./navigation-drawer.tsx')).then((module) => ({ default: module.NavigationDrawer })));

/** The frame around every screen: product name, navigation, the operator's menu. */
export function ConsoleShell() {
  const { t } = useTranslation();
  const productName = useProductName();
  const [isDrawerOpen, setDrawerOpen] = useState(false);
  const main = useFocusOnNavigation();

  return (
    <>
      <a href="#main" className={classes['skip']} onClick={() => main.current?.focus()}>
        {t('navigation.skip')}
      </a>
      <header className={classes['header']}>
        <div className={classes['burger']}>
          <ActionIcon
            variant="subtle"
            color="gray"
            size="lg"
            aria-label={t('navigation.open')}
            aria-expanded={isDrawerOpen}
            onClick={() => setDrawerOpen(true)}
          >
            <IconMenu2 size={20} />
          </ActionIcon>
        </div>
        <p className={classes['brand']}>
          <bdi className={classes['product']}>{productName}</bdi>
          <span className={classes['console']}>{t('product.console')}</span>
        </p>
        <OperatorMenu />
      </header>
      <div className={classes['body']}>
        <div className={classes['sidebar']}>
          <Navigation />
        </div>
        <main id="main" ref={main} tabIndex={-1} className={classes['main']}>
          <Outlet />
        </main>
      </div>
      {isDrawerOpen && (
        <Suspense>
          <NavigationDrawer onClose={() => setDrawerOpen(false)} />
        </Suspense>
      )}
    </>
  );
}

/** Keyboard and screen reader begin at the content after each change of page, as they do after a page load. */
function useFocusOnNavigation() {
  const main = useRef<HTMLElement>(null);
  const page = useRouterState({ select: (state) => pageOf(state.resolvedLocation?.pathname ?? '') });
  const before = useRef(page);
  useEffect(() => {
    if (before.current !== page && before.current !== '') main.current?.focus({ preventScroll: true });
    before.current = page;
  }, [page]);
  return main;
}

/** The tabs of one thing are one page. */
function pageOf(pathname: string): string {
  return pathname.split('/').slice(0, 3).join('/');
}
