import { Modal } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './dialog.module.css';

interface DialogProps {
  opened: boolean;
  title: string;
  onClose: () => void;
  children: ReactNode;
}

/**
 * A modal dialog; its content is mounted anew each time it opens. Put together from Mantine's parts because `Modal` itself
 * has a `<header>`, which counts as a second banner of the page, and a scroll lock that injects a `<style>` element, which the
 * Content-Security-Policy refuses: console.css locks scrolling instead.
 */
export function Dialog({ opened, title, onClose, children }: DialogProps) {
  const { t } = useTranslation();
  return (
    <Modal.Root opened={opened} onClose={onClose} lockScroll={false} centered transitionProps={{ duration: 120 }}>
      <Modal.Overlay />
      <Modal.Content>
        <div className={classes['header']}>
          <Modal.Title dir="auto">{title}</Modal.Title>
          <Modal.CloseButton aria-label={t('actions.close')} />
        </div>
        <Modal.Body>{children}</Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}
