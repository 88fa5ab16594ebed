import type { GuideCode } from '@consentry/contract';
import type { PageContext } from '../layout/page-context.ts';
import { PageLink } from '../layout/page-link.tsx';

interface CodeBlockProps {
  page: PageContext;
  /** The file's path, or what else it is. */
  title: string;
  code: GuideCode;
  download_url?: string;
}

/** Code with its kinds of words in colours. The button that copies it appears with the page's script. */
export function CodeBlock({ page, title, code, download_url }: CodeBlockProps) {
  return (
    <figure class="code">
      <figcaption>
        <span class="code-title">{title}</span>
        <button type="button" class="code-copy" hidden data-copy data-copied={page.t('guide.copied')}>
          {page.t('guide.copy')}
        </button>
        {download_url !== undefined && <PageLink href={download_url}>{page.t('partner.download', { file: nameOf(title) })}</PageLink>}
      </figcaption>
      <pre tabindex={0} role="group" aria-label={title}>
        <code>{piecesOf(code)}</code>
      </pre>
    </figure>
  );
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

function piecesOf({ content, tokens }: GuideCode) {
  let at = 0;
  return tokens.map(({ length, kind }) => {
    const text = content.slice(at, (at += length));
    return kind === null ? text : <span class={`token-${kind}`}>{text}</span>;
  });
}
