import type { GuideSummary } from '@consentry/contract';
import { Link } from '@tanstack/react-router';
import { Tag } from './tag.tsx';
import classes from './guide-card.module.css';

/** A guide to choose, filled with the values of this client. */
export function GuideCard({ client_id, guide }: { client_id: string; guide: GuideSummary }) {
  return (
    <Link to="/applications/$client_id/guide/$slug" params={{ client_id, slug: guide.slug }} className={classes['card']}>
      <GuideCardBody guide={guide} />
    </Link>
  );
}

/** A service to create an application for. */
export function ServiceCard({ party, guide }: { party: 'first_party' | 'third_party'; guide: GuideSummary }) {
  return (
    <Link to="/applications/+services/$slug" params={{ slug: guide.slug }} search={{ party }} className={classes['card']}>
      <GuideCardBody guide={guide} />
    </Link>
  );
}

function GuideCardBody({ guide: { title, summary, language, library } }: { guide: GuideSummary }) {
  return (
    <>
      <span className={classes['tile']} aria-hidden>
        {/[\p{L}\p{N}]/u.exec(title)?.[0].toUpperCase()}
      </span>
      <span className={classes['text']}>
        <span className={classes['title']}>{title}</span>
        <span className={classes['summary']}>{summary}</span>
        {(language !== null || library !== null) && (
          <span className={classes['tags']}>
            {language !== null && <Tag>{language}</Tag>}
            {library !== null && <Tag>{library.name}</Tag>}
          </span>
        )}
      </span>
    </>
  );
}
