import type { Client, Party } from '@consentry/contract';
import { Button } from '@mantine/core';
import type { TFunction } from 'i18next';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useUpdateClient } from '../data/clients.ts';
import { ConfirmDialog } from './confirm-dialog.tsx';
import { EffectList } from './effect-list.tsx';
import { notify } from './notify.ts';
import { Section } from './section.tsx';

/** Says exactly what it means when an application becomes somebody else’s, or one’s own. */
export function ClientPartySection({ client }: { client: Client }) {
  const { t } = useTranslation();
  const [isOpen, setOpen] = useState(false);
  const update = useUpdateClient(client.client_id);
  const next: Party = client.party === 'first_party' ? 'third_party' : 'first_party';
  const close = () => {
    setOpen(false);
    update.reset();
  };
  const done = () => {
    close();
    notify(t('danger.changed'));
  };
  return (
    <Section title={t('danger.party_title')} description={`${t(`danger.now_${client.party}`)} ${t(`party.${client.party}_hint`)}`}>
      <div>
        <Button variant="default" onClick={() => setOpen(true)}>
          {t(`danger.change_to_${next}`)}
        </Button>
      </div>
      <ConfirmDialog
        opened={isOpen}
        title={t(`danger.confirm_to_${next}`, { name: client.name })}
        confirmLabel={t(`danger.change_to_${next}`)}
        isDangerous={false}
        isPending={update.isPending}
        error={update.error}
        onConfirm={() => update.mutate({ party: next }, { onSuccess: done })}
        onClose={close}
      >
        <p>{t('danger.what_changes')}</p>
        <EffectList effects={effectsOf(client, next, t)} />
      </ConfirmDialog>
    </Section>
  );
}

const TO_THIRD_PARTY = ['consent', 'unasked', 'asked', 'account', 'introspection', 'ceiling'] as const;
const TO_FIRST_PARTY = ['trust', 'consent', 'grants', 'account', 'introspection'] as const;

/** A machine has no user who could be asked, and a public client never asks about tokens. */
function effectsOf(client: Client, next: Party, t: TFunction): string[] {
  if (client.app_type === 'machine_to_machine') {
    if (next === 'third_party')
      return (['introspection', 'ceiling'] as const).map((effect) => t(`danger.to_third_party_machine.${effect}`));
    return (['trust', 'introspection'] as const).map((effect) => t(`danger.to_first_party_machine.${effect}`));
  }
  const isPublic = client.token_endpoint_auth_method === 'none';
  const holds = (effect: string): boolean => !isPublic || effect !== 'introspection';
  if (next === 'third_party') return TO_THIRD_PARTY.filter(holds).map((effect) => t(`danger.to_third_party.${effect}`));
  return TO_FIRST_PARTY.filter(holds).map((effect) => t(`danger.to_first_party.${effect}`));
}
