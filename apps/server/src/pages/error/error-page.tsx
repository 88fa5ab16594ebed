import { displayText } from '../layout/display-text.ts';
import type { PageContext } from '../layout/page-context.ts';
import { PageLayout } from '../layout/page-layout.tsx';
import type { ErrorTexts } from './error-texts.ts';

export interface TechnicalDetail {
  label: string;
  value: string;
}

export interface ErrorPageProps extends ErrorTexts {
  page: PageContext;
  status: number;
  reference_id: string;
  /** For the developer of the client: the OAuth error, its description, the parameter at fault. */
  technical: TechnicalDetail[];
}

function TechnicalDetails({ page, technical }: Pick<ErrorPageProps, 'page' | 'technical'>) {
  if (technical.length === 0) return null;
  return (
    <details>
      <summary>{page.t('error.technical')}</summary>
      <dl class="facts">
        {technical.map(({ label, value }) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>
              <code>
                <bdi>{displayText(value, 2000)}</bdi>
              </code>
            </dd>
          </div>
        ))}
      </dl>
    </details>
  );
}

/** Tells a person what happened and what to do next, and gives a developer what to look for. */
export function ErrorPage({ page, status, title, sentence, next_step, reference_id, technical }: ErrorPageProps) {
  return (
    <PageLayout page={page} title={title}>
      <p>{sentence}</p>
      <p>{next_step}</p>
      <TechnicalDetails page={page} technical={technical} />
      <p class="reference quiet">
        {page.t('error.reference')} <code>{reference_id}</code> · {status}
      </p>
    </PageLayout>
  );
}
