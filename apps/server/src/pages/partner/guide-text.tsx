import type { GuideBlock, GuideSpan } from '@consentry/contract';
import { PageLink } from '../layout/page-link.tsx';

interface GuideTextProps {
  blocks: GuideBlock[];
  /** Where another guide is. */
  guideUrl: (slug: string) => string;
}

/** Running text of a guide. Filled values are text of others: what brings no markup still brings its direction. */
export function GuideText({ blocks, guideUrl }: GuideTextProps) {
  const spans = (all: GuideSpan[]) => all.map((span) => <Span span={span} guideUrl={guideUrl} />);
  return (
    <>
      {blocks.map((block) =>
        block.type === 'list' ? (
          <ul class="guide-list">
            {block.items.map((item) => (
              <li>{spans(item)}</li>
            ))}
          </ul>
        ) : (
          <p>{spans(block.spans)}</p>
        ),
      )}
    </>
  );
}

function Span({ span, guideUrl }: { span: GuideSpan; guideUrl: GuideTextProps['guideUrl'] }) {
  switch (span.type) {
    case 'text':
      return <>{span.text}</>;
    case 'strong':
      return <strong>{span.text}</strong>;
    case 'code':
      return <code>{span.text}</code>;
    case 'link':
      return <PageLink href={span.href}>{span.text}</PageLink>;
    case 'guide':
      return <PageLink href={guideUrl(span.slug)}>{span.text}</PageLink>;
  }
}
