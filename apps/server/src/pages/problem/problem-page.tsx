import { PROBLEMS } from '@consentry/contract';
import type { ProblemType } from '@consentry/contract';
import type { PageContext } from '../layout/page-context.ts';
import { PageLayout } from '../layout/page-layout.tsx';

export interface ProblemPageProps {
  page: PageContext;
  type: ProblemType;
}

/** The contract marks names in its sentences with backticks. */
function ContractText({ text }: { text: string }) {
  return <p>{text.split('`').map((part, index) => (index % 2 === 0 ? part : <code>{part}</code>))}</p>;
}

/** What a problem's `type` URI resolves to (RFC 9457 §3.1.1). */
export function ProblemPage({ page, type }: ProblemPageProps) {
  const { status, title, about, mend } = PROBLEMS[type];
  return (
    <PageLayout page={page} title={title}>
      <p class="subtitle">
        <code>{type}</code> · {page.t('problem.status', { status })}
      </p>
      <section>
        <h2>{page.t('problem.about')}</h2>
        <ContractText text={about} />
      </section>
      <section>
        <h2>{page.t('problem.mend')}</h2>
        <ContractText text={mend} />
      </section>
    </PageLayout>
  );
}
