import { raw } from 'hono/html';
import type { Child } from 'hono/jsx';
import { displayText } from './display-text.ts';
import { IsolatedText } from './isolated-text.tsx';
import type { PageContext } from './page-context.ts';

interface PageLayoutProps {
  page: PageContext;
  /** The name of the page in the browser's tab, and its heading unless `heading` says it otherwise. */
  title: string;
  heading?: Child;
  /** Whether the page reports something to correct, so that its title says so first. */
  has_error?: boolean;
  /** For a page that is read like a document: wider, with a stylesheet and a script of its own. */
  document?: { styles: string; script: string } | undefined;
  children?: Child;
}

function documentTitle({ page, title, has_error = false }: PageLayoutProps): string {
  const product = displayText(page.product_name, 80);
  return page.t(has_error ? 'layout.title_error' : 'layout.title', { title, product });
}

/** The whole document of a hosted page. No inline script or style: the content security policy refuses them. */
export function PageLayout(props: PageLayoutProps) {
  const { page, title, heading = title, document, children } = props;
  return (
    <>
      {raw('<!doctype html>')}
      <html lang={page.locale} dir={page.dir}>
        <head>
          <meta charset="utf-8" />
          <title>{documentTitle(props)}</title>
          <meta name="viewport" content="width=device-width, initial-scale=1" />
          <meta name="color-scheme" content="light dark" />
          <meta name="robots" content="noindex" />
          <link rel="icon" href="data:," />
          <link rel="stylesheet" href={page.assets.styles} />
          {document && <link rel="stylesheet" href={document.styles} />}
          {page.assets.script !== null && <script src={page.assets.script} defer></script>}
          {document && <script src={document.script} defer></script>}
        </head>
        <body>
          <header class="page-header">
            <IsolatedText text={page.product_name} max={80} />
          </header>
          <main class={document ? 'card document' : 'card'}>
            <h1>{heading}</h1>
            {children}
          </main>
          <footer class="page-footer">{page.t('layout.footer')}</footer>
          <div class="visually-hidden" role="status" data-working={page.t('layout.working')}></div>
        </body>
      </html>
    </>
  );
}
