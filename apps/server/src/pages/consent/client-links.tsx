import { IsolatedText } from '../layout/isolated-text.tsx';
import { OutsideLink } from '../layout/outside-link.tsx';
import type { PageContext } from '../layout/page-context.ts';
import type { ClientBrandingView } from './client-branding-view.ts';

interface ClientLinksProps {
  page: PageContext;
  branding: ClientBrandingView;
}

/** Where people can read more or ask: terms, privacy policy, support, each with the host it is at. */
export function ClientLinks({ page, branding }: ClientLinksProps) {
  const { home_page, terms, privacy, support } = branding;
  const links = [
    { label: page.t('consent.home_page'), target: home_page },
    { label: page.t('consent.terms'), target: terms },
    { label: page.t('consent.privacy'), target: privacy },
    { label: page.t('consent.support'), target: support },
  ].flatMap(({ label, target }) => (target === null ? [] : [{ label, target }]));
  if (links.length === 0) return null;
  return (
    <ul class="client-links" aria-label={page.t('consent.links')}>
      {links.map(({ label, target }) => (
        <li key={label}>
          {/^https?:/i.test(target) ? (
            <OutsideLink href={target} label={label} />
          ) : (
            <>
              {label} <IsolatedText text={target} max={254} />
            </>
          )}
        </li>
      ))}
    </ul>
  );
}
