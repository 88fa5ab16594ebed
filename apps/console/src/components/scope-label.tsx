import type { ScopeSensitivity } from '@consentry/contract';
import { useTranslation } from 'react-i18next';
import { Tag } from './tag.tsx';

/** The name of an API’s scope, with a mark where it can do harm. */
export function ScopeLabel({ scope: { name, sensitivity } }: { scope: { name: string; sensitivity: ScopeSensitivity } }) {
  const { t } = useTranslation();
  return (
    <>
      <code>{name}</code>
      {sensitivity !== 'low' && (
        <>
          {' '}
          <Tag tone={sensitivity === 'restricted' ? 'warning' : 'plain'}>{t(`resource_servers.sensitivity_${sensitivity}`)}</Tag>
        </>
      )}
    </>
  );
}
