import { IsolatedText } from '../layout/isolated-text.tsx';
import type { PageContext } from '../layout/page-context.ts';
import type { ProfileFact } from './profile-view.ts';

/** What is on file about the person. */
export function ProfileFacts({ page, facts }: { page: PageContext; facts: readonly ProfileFact[] }) {
  return (
    <dl class="facts">
      {facts.map(({ label, values, verified }) => (
        <div key={label}>
          <dt>{page.t(label)}</dt>
          {values.map((value) => (
            <dd key={value}>
              <IsolatedText text={value} max={500} />
              {verified !== null && (
                <span class={verified ? 'badge badge-done' : 'badge'}>
                  {page.t(verified ? 'account.confirmed' : 'account.unconfirmed')}
                </span>
              )}
            </dd>
          ))}
        </div>
      ))}
    </dl>
  );
}
