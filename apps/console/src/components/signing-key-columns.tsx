import type { SigningKey } from '@consentry/contract';
import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Column } from './data-table.tsx';
import { NotedCell } from './noted-cell.tsx';
import { Tag } from './tag.tsx';
import { TimeText } from './time-text.tsx';
import classes from './signing-key-columns.module.css';

const TONES = { announced: 'warning', active: 'accent', retiring: 'plain' } as const;

export function useSigningKeyColumns(keys: SigningKey[], onRemove: (key: SigningKey) => void): Column<SigningKey>[] {
  const { t } = useTranslation();
  return [
    {
      key: 'kid',
      header: t('signing_keys.column_kid'),
      cell: ({ kid }) => <code className={classes['kid']}>{kid}</code>,
    },
    {
      key: 'algs',
      header: t('signing_keys.column_algs'),
      cell: ({ kty, algs }) => <NotedCell note={t(`signing_keys.kty_${kty}`)}>{algs.join(', ')}</NotedCell>,
    },
    { key: 'state', header: t('signing_keys.column_state'), cell: (key) => <KeyState signingKey={key} /> },
    { key: 'created', header: t('signing_keys.column_created'), cell: ({ created_at }) => <TimeText at={created_at} /> },
    {
      key: 'actions',
      header: t('signing_keys.remove'),
      isActions: true,
      cell: (key) =>
        mayBeRemoved(key, keys) && (
          <Button
            variant="subtle"
            color="red"
            size="compact-sm"
            aria-label={t('signing_keys.remove_which', { kid: key.kid })}
            onClick={() => onRemove(key)}
          >
            {t('signing_keys.remove')}
          </Button>
        ),
    },
  ];
}

/** The key that signs stays, except for the only one of the kind that a server can do without. */
function mayBeRemoved({ state, kty }: SigningKey, keys: SigningKey[]): boolean {
  return state !== 'active' || (kty === 'OKP' && keys.filter((key) => key.kty === 'OKP').length === 1);
}

function KeyState({ signingKey: { state, activates_at, replaced_at, retires_at } }: { signingKey: SigningKey }) {
  const { t } = useTranslation();
  const at = state === 'announced' ? activates_at : state === 'active' ? replaced_at : retires_at;
  return (
    <NotedCell
      note={
        at === null ? (
          ''
        ) : (
          <>
            {t(`signing_keys.${state}_until`)} <TimeText at={at} />
          </>
        )
      }
    >
      <Tag tone={TONES[state]}>{t(`signing_keys.${state}`)}</Tag>
    </NotedCell>
  );
}
