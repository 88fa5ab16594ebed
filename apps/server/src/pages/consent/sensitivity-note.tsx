import type { ScopeSensitivity } from '@consentry/contract';
import type { PageContext } from '../layout/page-context.ts';
import { PageIcon } from '../layout/page-icon.tsx';

interface SensitivityNoteProps {
  page: PageContext;
  sensitivity: ScopeSensitivity;
}

/** How much is at stake, in plain words. */
export function SensitivityNote({ page, sensitivity }: SensitivityNoteProps) {
  if (sensitivity === 'low') return null;
  if (sensitivity === 'sensitive') return <p>{page.t('consent.sensitive')}</p>;
  return (
    <div class="warning">
      <PageIcon name="notice" />
      <p>{page.t('consent.restricted')}</p>
    </div>
  );
}
