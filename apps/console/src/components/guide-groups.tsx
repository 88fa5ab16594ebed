import type { GuideSummary } from '@consentry/contract';
import type { ReactNode } from 'react';
import classes from './guide-groups.module.css';

export interface GuideGroup {
  key: string;
  title: string;
  guides: GuideSummary[];
  /** Only its heading and how many there are, until it is opened. */
  isClosed?: boolean;
}

interface GuideGroupsProps {
  groups: GuideGroup[];
  card: (guide: GuideSummary) => ReactNode;
  /** Of the headings: one below what stands above them. */
  heading?: 'h2' | 'h3';
}

/** Guides under the headings of their groups. Groups without any are left out. */
export function GuideGroups({ groups, card, heading = 'h3' }: GuideGroupsProps) {
  return groups
    .filter(({ guides }) => guides.length > 0)
    .map((group) =>
      group.isClosed === true ? (
        <ClosedGroup key={group.key} group={group} card={card} />
      ) : (
        <OpenGroup key={group.key} group={group} card={card} heading={heading} />
      ),
    );
}

interface GroupProps {
  group: GuideGroup;
  card: GuideGroupsProps['card'];
}

function OpenGroup({ group: { key, title, guides }, card, heading: Heading }: GroupProps & { heading: 'h2' | 'h3' }) {
  return (
    <section className={classes['group']} aria-labelledby={`group-${key}`}>
      <Heading id={`group-${key}`} className={classes['title']}>
        {title}
      </Heading>
      <Cards guides={guides} card={card} />
    </section>
  );
}

function ClosedGroup({ group: { title, guides }, card }: GroupProps) {
  return (
    <details className={classes['closed']}>
      <summary className={classes['summary']}>
        <h3 className={classes['title']}>{title}</h3>
        <span className={classes['count']}>{guides.length}</span>
      </summary>
      <Cards guides={guides} card={card} />
    </details>
  );
}

function Cards({ guides, card }: { guides: GuideSummary[]; card: GuideGroupsProps['card'] }) {
  return (
    <ul className={classes['cards']}>
      {guides.map((guide) => (
        <li key={guide.slug}>{card(guide)}</li>
      ))}
    </ul>
  );
}
