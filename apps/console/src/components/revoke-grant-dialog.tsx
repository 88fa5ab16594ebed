import type { Grant } from '@consentry/contract';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { knownClientQuery } from '../data/clients.ts';
import { useRevokeGrant } from '../data/grants.ts';
import { everyResourceServerQuery } from '../data/resource-servers.ts';
import { ConfirmDialog } from './confirm-dialog.tsx';
import { durationWords } from './duration-words.ts';

/** Asks before a grant is revoked, and says what ends and what does not. */
export function RevokeGrantDialog({ grant, onClose }: { grant: Grant | null; onClose: () => void }) {
  const { t } = useTranslation();
  const revoke = useRevokeGrant();
  const close = () => {
    revoke.reset();
    onClose();
  };
  return (
    <ConfirmDialog
      opened={grant !== null}
      title={t('grants.revoke_title', { client: grant?.client_name ?? '', user: grant?.username ?? '' })}
      confirmLabel={t('actions.revoke')}
      isPending={revoke.isPending}
      error={revoke.error}
      onClose={close}
      onConfirm={() => grant && revoke.mutate(grant.grant_id, { onSuccess: close })}
    >
      {grant !== null && <WhatEnds grant={grant} />}
    </ConfirmDialog>
  );
}

function WhatEnds({ grant }: { grant: Grant }) {
  const { t } = useTranslation();
  const { data: client } = useQuery(knownClientQuery(grant.client_id));
  const lasting = useLastingTokens(grant);
  return (
    <>
      <p>{t('grants.ends_at_once')}</p>
      <p dir="auto">{lasting.length === 0 ? t('grants.ends_later') : t('grants.ends_later_at', { apis: lasting })}</p>
      <p>{t(client?.party === 'first_party' ? 'grants.ends_first_party' : 'grants.ends_ask_again')}</p>
    </>
  );
}

/** The APIs of a grant whose tokens nobody can take back before they expire, with how long that is. */
function useLastingTokens(grant: Grant): string {
  const { t, i18n } = useTranslation();
  const { data: servers = [] } = useQuery(everyResourceServerQuery());
  const resources = new Set(grant.scopes.map(({ resource }) => resource));
  const lasting = servers.filter(({ resource, access_token_format }) => access_token_format === 'jwt' && resources.has(resource));
  const words = lasting.map(({ name, access_token_ttl_seconds: seconds }) =>
    t('grants.lasting_api', { name, duration: durationWords(seconds, i18n.language) ?? String(seconds) }),
  );
  return new Intl.ListFormat(i18n.language).format(words);
}
