import { webLinkProblem } from '@consentry/contract';
import { IsolatedText } from './isolated-text.tsx';

interface OutsideLinkProps {
  href: string;
  label: string;
}

/** A link of others: it opens apart, tells nothing of where it was opened, and says which host it leads to. */
export function OutsideLink({ href, label }: OutsideLinkProps) {
  const host = webLinkProblem(href) === null ? new URL(href).host : null;
  if (host === null) return <span>{label}</span>;
  return (
    <a class="link" href={href} target="_blank" rel="noopener noreferrer">
      {label}{' '}
      <span class="host">
        <IsolatedText text={host} max={80} />
      </span>
    </a>
  );
}
