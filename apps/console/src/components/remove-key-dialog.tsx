import type { SigningKey } from '@consentry/contract';
import { useTranslation } from 'react-i18next';
import { useRemoveSigningKey } from '../data/signing-keys.ts';
import { ConfirmDialog } from './confirm-dialog.tsx';

/** Says what ends with the key before it goes. */
export function RemoveKeyDialog({ signingKey, onClose }: { signingKey: SigningKey | null; onClose: () => void }) {
  const { t } = useTranslation();
  const remove = useRemoveSigningKey();
  return (
    <ConfirmDialog
      opened={signingKey !== null}
      title={t('signing_keys.remove_title')}
      confirmLabel={t('signing_keys.remove')}
      isPending={remove.isPending}
      error={remove.error}
      onClose={onClose}
      onConfirm={() => {
        if (signingKey !== null) remove.mutate(signingKey.kid, { onSuccess: onClose });
      }}
    >
      {signingKey !== null && (
        <>
          <p>
            <code>{signingKey.kid}</code>
          </p>
          <p>{t(`signing_keys.remove_${signingKey.state}`)}</p>
          {signingKey.state === 'retiring' && signingKey.kty === 'EC' && <p>{t('signing_keys.remove_ec')}</p>}
        </>
      )}
    </ConfirmDialog>
  );
}
