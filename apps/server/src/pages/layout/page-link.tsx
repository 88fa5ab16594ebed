import type { Child } from 'hono/jsx';
import { safeHref } from './safe-href.ts';

interface PageLinkProps {
  href: string;
  look?: 'text' | 'primary' | 'secondary';
  children?: Child;
}

const CLASSES = { text: 'link', primary: 'button button-primary', secondary: 'button' };

/** The only way a page links: a URL that isn't safe to follow is shown as text. */
export function PageLink({ href, look = 'text', children }: PageLinkProps) {
  const target = safeHref(href);
  if (target === null) return <span class={look === 'text' ? CLASSES.text : undefined}>{children}</span>;
  return (
    <a class={CLASSES[look]} href={target}>
      {children}
    </a>
  );
}
