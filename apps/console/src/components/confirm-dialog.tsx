import { Button, TextInput } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from './dialog.tsx';
import { ProblemAlert } from './problem-alert.tsx';
import classes from './dialog.module.css';

interface ConfirmDialogProps {
  opened: boolean;
  title: string;
  children: ReactNode;
  confirmLabel: string;
  /** A red button: what follows cannot be undone. */
  isDangerous?: boolean;
  /** Text that has to be typed first. */
  typed?: { label: string; text: string };
  isPending: boolean;
  error: unknown;
  onConfirm: () => void;
  onClose: () => void;
}

/** Asks before something is done, and stays open to say why it could not be. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  return (
    <Dialog opened={props.opened} onClose={props.onClose} title={props.title}>
      <ConfirmForm {...props} />
    </Dialog>
  );
}

function ConfirmForm({ children, confirmLabel, isDangerous = true, typed, isPending, error, onConfirm, onClose }: ConfirmDialogProps) {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const isConfirmed = typed === undefined || text.trim().normalize() === typed.text.trim().normalize();
  return (
    <form
      className={classes['body']}
      onSubmit={(event) => {
        event.preventDefault();
        if (isConfirmed) onConfirm();
      }}
    >
      <div className={classes['text']}>{children}</div>
      {typed !== undefined && (
        <TextInput
          label={typed.label}
          description={<bdi>{typed.text}</bdi>}
          value={text}
          dir="auto"
          autoComplete="off"
          data-autofocus
          onChange={(event) => setText(event.currentTarget.value)}
        />
      )}
      <ProblemAlert error={error} />
      <div className={classes['actions']}>
        <Button variant="default" onClick={onClose}>
          {t('actions.cancel')}
        </Button>
        <Button type="submit" disabled={!isConfirmed} loading={isPending} {...(isDangerous ? { color: 'red' } : {})}>
          {confirmLabel}
        </Button>
      </div>
    </form>
  );
}
