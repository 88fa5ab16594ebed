import { AUTHORIZATION_DETAILS_LIMITS } from '@consentry/contract';
import type { Child } from 'hono/jsx';
import { IsolatedText } from '../layout/isolated-text.tsx';
import type { PageContext } from '../layout/page-context.ts';
import { PageIcon } from '../layout/page-icon.tsx';
import type { DetailView } from './detail-view.ts';
import type { DetailPart } from './detail-words.ts';
import { GroupName } from './group-name.tsx';

interface DetailListProps {
  page: PageContext;
  details: readonly DetailView[];
  /** The element of the groups' headings, as deep as the list stands. */
  heading?: 'h2' | 'h3';
  /** What the person can do about one, below it. */
  action?: (detail: DetailView) => Child;
}

/** Each value by itself: neither its direction nor its words run into those of the API. Never shortened: what was cut off would be agreed to unseen. */
function Values({ values }: { values: readonly string[] }) {
  return (
    <>
      {values.map((value, index) => (
        <>
          {index > 0 && ', '}
          <IsolatedText text={value} max={AUTHORIZATION_DETAILS_LIMITS.max_text} />
        </>
      ))}
    </>
  );
}

function Part({ part }: { part: DetailPart }) {
  return 'words' in part ? (
    <>{part.words}</>
  ) : (
    <strong>
      <Values values={part.values} />
    </strong>
  );
}

function DetailItem({ detail, action }: { detail: DetailView; action: DetailListProps['action'] }) {
  return (
    <li class="permission">
      <PageIcon name="api" />
      <div>
        <p lang={detail.lang} dir={detail.lang === undefined ? undefined : 'auto'}>
          {detail.title.map((part) => (
            <Part part={part} />
          ))}
        </p>
        {detail.members.length > 0 && (
          <dl class="members">
            {detail.members.map(({ name, values }) => (
              <div key={name}>
                <dt>
                  <IsolatedText text={name} max={500} />
                </dt>
                <dd>
                  <Values values={values} />
                </dd>
              </div>
            ))}
          </dl>
        )}
        {action?.(detail)}
      </div>
    </li>
  );
}

/** What is asked for one by one, under the API that it belongs to. */
export function DetailList({ page, details, heading: Heading = 'h2', action }: DetailListProps) {
  const groups = Map.groupBy(details, ({ group }) => (group.kind === 'resource_server' ? group.resource : ''));
  return (
    <>
      {[...groups].map(([resource, members]) => (
        <section key={resource} class="permissions">
          <Heading>{members[0] !== undefined && <GroupName page={page} group={members[0].group} />}</Heading>
          <ul>
            {members.map((detail) => (
              <DetailItem key={detail.key} detail={detail} action={action} />
            ))}
          </ul>
        </section>
      ))}
    </>
  );
}
