import { SERVICE_CATEGORIES } from '@consentry/contract';
import { useSuspenseQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { BlankSlate } from '../components/blank-slate.tsx';
import { ServiceCard } from '../components/guide-card.tsx';
import { GuideGroups } from '../components/guide-groups.tsx';
import { Page } from '../components/page.tsx';
import { SearchField } from '../components/search-field.tsx';
import { findGuides } from '../data/find-guides.ts';
import { guidesQuery } from '../data/guides.ts';

const route = getRouteApi('/applications/+services');

/** Services that are known: choosing one creates the application from its recipe. */
export function ServicesPage() {
  const { t } = useTranslation();
  const { party = 'third_party', q = '' } = route.useSearch();
  const navigate = route.useNavigate();
  const { data } = useSuspenseQuery(guidesQuery());
  const services = data.items.filter(({ kind }) => kind === 'service');
  const found = findGuides(services, q);
  const groups = SERVICE_CATEGORIES.map((category) => ({
    key: category,
    title: t(`services.category.${category}`),
    guides: found.filter((guide) => guide.category === category),
  }));
  const search = useCallback(
    (text: string) => void navigate({ search: { party, ...(text !== '' && { q: text }) }, replace: true }),
    [navigate, party],
  );

  return (
    <Page
      title={t('services.title')}
      lead={t('services.lead')}
      back={{ to: '/applications', search: { tab: party === 'first_party' ? 'my-apps' : 'third-party' }, label: t('clients.title') }}
    >
      <SearchField label={t('services.search', { count: services.length })} value={q} onSearch={search} />
      <GuideGroups groups={groups} heading="h2" card={(guide) => <ServiceCard party={party} guide={guide} />} />
      {found.length === 0 && <BlankSlate title={t('services.no_match_title')}>{t('services.no_match', { q })}</BlankSlate>}
    </Page>
  );
}
