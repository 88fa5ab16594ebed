import type { GuideBlock, GuideSpan } from '@consentry/contract';
import { Link } from '@tanstack/react-router';
import classes from './guide-text.module.css';

interface GuideTextProps {
  client_id: string;
  blocks: GuideBlock[];
}

/** Running text of a guide. Texts never change while they are shown, so that their place is their key. */
export function GuideText({ client_id, blocks }: GuideTextProps) {
  return (
    <>
      {blocks.map((block, index) =>
        block.type === 'list' ? (
          <ul key={index} className={classes['list']}>
            {block.items.map((item, place) => (
              <li key={place}>
                <Spans client_id={client_id} spans={item} />
              </li>
            ))}
          </ul>
        ) : (
          <p key={index} className={classes['paragraph']}>
            <Spans client_id={client_id} spans={block.spans} />
          </p>
        ),
      )}
    </>
  );
}

function Spans({ client_id, spans }: { client_id: string; spans: GuideSpan[] }) {
  return spans.map((span, index) => <Span key={index} client_id={client_id} span={span} />);
}

function Span({ client_id, span }: { client_id: string; span: GuideSpan }) {
  switch (span.type) {
    case 'text':
      return span.text;
    case 'strong':
      return <strong>{span.text}</strong>;
    case 'code':
      return <code className={classes['code']}>{span.text}</code>;
    case 'link':
      return <OutsideLink href={span.href}>{span.text}</OutsideLink>;
    case 'guide':
      return (
        <Link to="/applications/$client_id/guide/$slug" params={{ client_id, slug: span.slug }}>
          {span.text}
        </Link>
      );
  }
}

/** Guides link to https alone; their content is checked for it. */
export function OutsideLink({ href, children }: { href: string; children: string }) {
  return (
    <a href={href} target="_blank" rel="noreferrer">
      {children}
    </a>
  );
}
