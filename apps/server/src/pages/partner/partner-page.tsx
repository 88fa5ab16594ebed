import { GUIDE_KINDS, type Client, type ClientConfiguration, type GuideKind, type GuideSummary } from '@consentry/contract';
import type { PageContext } from '../layout/page-context.ts';
import { PageIcon } from '../layout/page-icon.tsx';
import { PageLink } from '../layout/page-link.tsx';
import { PartnerLayout, type PartnerFrame } from './partner-layout.tsx';
import type { PartnerUrls } from './partner-urls.ts';
import { ValueFacts } from './value-facts.tsx';

export interface PartnerPageProps {
  frame: PartnerFrame;
  client: Pick<Client, 'client_id' | 'app_type' | 'token_endpoint_auth_method'>;
  configuration: ClientConfiguration;
  /** None where the link shows no guides. */
  guides: GuideSummary[];
}

/** Everything a partner needs to connect an app, but the secret. */
export function PartnerPage({ frame, client, configuration, guides }: PartnerPageProps) {
  const { page, urls } = frame;
  return (
    <PartnerLayout frame={frame} section="overview">
      <p class="subtitle">{page.t('partner.sentence')}</p>
      <Configuration page={page} urls={urls} client={client} configuration={configuration} />
      {guides.length > 0 && <Guides page={page} urls={urls} guides={guides} first={firstOf(client, configuration)} />}
    </PartnerLayout>
  );
}

/** What a client library is given; the rest it finds by itself. */
const MAIN_VALUES = new Set(['client_id', 'issuer', 'redirect_uri', 'scope', 'discovery']);

function Configuration({ page, urls, client, configuration }: Pick<PartnerPageProps, 'client' | 'configuration'> & PageAndUrls) {
  const values = configuration.values.map(({ name, value }) => ({ label: name, value }));
  const hasSecret = client.token_endpoint_auth_method !== 'none';
  return (
    <section class="document-section">
      <h2>{page.t('partner.configuration')}</h2>
      <ValueFacts values={values.filter(({ label }) => MAIN_VALUES.has(label))} />
      <p class="note">
        <PageIcon name="notice" />
        <span>{page.t(hasSecret ? 'partner.secret' : 'partner.no_secret')}</span>
      </p>
      <details>
        <summary>{page.t('partner.endpoints')}</summary>
        <ValueFacts values={values.filter(({ label }) => !MAIN_VALUES.has(label))} />
      </details>
      <p class="links-row">
        <PageLink href={urls.env}>{page.t('partner.download', { file: '.env' })}</PageLink>
        <PageLink href={urls.json}>{page.t('partner.download', { file: 'JSON' })}</PageLink>
      </p>
    </section>
  );
}

interface PageAndUrls {
  page: PageContext;
  urls: PartnerUrls;
}

interface First {
  slug: string | null;
  kind: GuideKind;
}

/** The recipe that the app was created from, and the guides of its type, stand open. */
function firstOf(client: PartnerPageProps['client'], { service }: ClientConfiguration): First {
  return { slug: service?.slug ?? null, kind: client.app_type };
}

function Guides({ page, urls, guides, first }: PageAndUrls & { guides: GuideSummary[]; first: First }) {
  const recipe = guides.find(({ slug }) => slug === first.slug);
  const kinds = GUIDE_KINDS.toSorted((a, b) => Number(b === first.kind) - Number(a === first.kind));
  return (
    <section class="document-section">
      <h2>{page.t('partner.guides')}</h2>
      {page.locale !== 'en' && <p class="quiet">{page.t('partner.guides_english')}</p>}
      {recipe && <GuideLinks urls={urls} guides={[recipe]} />}
      {kinds.map((kind) => {
        const own = guides.filter((guide) => guide.kind === kind && guide !== recipe);
        if (own.length === 0) return null;
        return (
          <details open={recipe === undefined && kind === first.kind}>
            <summary>{page.t(`guide.kind.${kind}`)}</summary>
            <GuideLinks urls={urls} guides={own} />
          </details>
        );
      })}
    </section>
  );
}

/** Guides are written in English, whatever the page around them is in. */
function GuideLinks({ urls, guides }: { urls: PartnerUrls; guides: GuideSummary[] }) {
  return (
    <ul class="guide-links" lang="en" dir="ltr">
      {guides.map(({ slug, title, summary }) => (
        <li>
          <PageLink href={urls.guide(slug)}>{title}</PageLink>
          <p class="quiet">{summary}</p>
        </li>
      ))}
    </ul>
  );
}
