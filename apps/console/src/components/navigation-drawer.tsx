import { Drawer } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Navigation } from './navigation.tsx';
import { useProductName } from './use-product-name.ts';
import classes from './dialog.module.css';

/** Put together from parts like `Dialog`, for the same reasons. The navigation on a narrow screen; mounted only while it is open. */
export function NavigationDrawer({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <Drawer.Root opened onClose={onClose} size="18rem" lockScroll={false}>
      <Drawer.Overlay />
      <Drawer.Content>
        <div className={classes['header']}>
          <Drawer.Title dir="auto">{useProductName()}</Drawer.Title>
          <Drawer.CloseButton aria-label={t('navigation.close')} />
        </div>
        <Drawer.Body>
          <Navigation onFollow={onClose} />
        </Drawer.Body>
      </Drawer.Content>
    </Drawer.Root>
  );
}
