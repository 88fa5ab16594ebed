import { useTranslation } from 'react-i18next';
import { failureText, requestId } from './failure-text.ts';
import { Notice } from './notice.tsx';

/** Says what went wrong with something that was sent; nothing when nothing did. */
export function ProblemAlert({ error }: { error: unknown }) {
  const { t } = useTranslation();
  if (error === null || error === undefined) return null;
  const id = requestId(error);
  return (
    <Notice tone="danger" role="alert" title={t('failure.not_done')}>
      <p>{failureText(error, t)}</p>
      {id !== null && (
        <p>
          {t('failure.request_id')}: <code>{id}</code>
        </p>
      )}
    </Notice>
  );
}
