import { GUIDE_KINDS, type Client, type GuideKind, type GuideSummary } from '@consentry/contract';
import { useTranslation } from 'react-i18next';
import { findGuides } from '../data/find-guides.ts';
import { BlankSlate } from './blank-slate.tsx';
import { GuideCard } from './guide-card.tsx';
import { GuideGroups } from './guide-groups.tsx';
import { SearchField } from './search-field.tsx';
import { Section } from './section.tsx';

interface GuidePickerProps {
  client: Pick<Client, 'client_id' | 'app_type'>;
  guides: GuideSummary[];
  /** The recipe that the client was created from. */
  service: string | null;
  q: string;
  onSearch: (text: string) => void;
}

/** Every guide, those that suit the application first. */
export function GuidePicker({ client, guides, service, q, onSearch }: GuidePickerProps) {
  const { t } = useTranslation();
  const found = findGuides(guides, q);
  const own = { key: 'own', title: t('guides.made_from'), guides: found.filter(({ slug }) => slug === service) };
  const others = found.filter(({ slug }) => slug !== service);
  const groups = kindsFor(client).map((kind) => ({
    key: kind,
    title: t(`guides.kind.${kind}`),
    guides: others.filter((guide) => guide.kind === kind),
    // What was found is shown; before that, what suits the application.
    isClosed: q === '' && kind !== client.app_type && kind !== 'protocol',
  }));
  return (
    <Section title={t('guides.title')} description={t('guides.lead')}>
      <SearchField label={t('guides.search')} value={q} onSearch={onSearch} />
      <GuideGroups groups={[own, ...groups]} card={(guide) => <GuideCard client_id={client.client_id} guide={guide} />} />
      {found.length === 0 && <BlankSlate title={t('guides.no_match_title')}>{t('guides.no_match', { q })}</BlankSlate>}
    </Section>
  );
}

function kindsFor({ app_type }: Pick<Client, 'app_type'>): GuideKind[] {
  const common: GuideKind[] = ['protocol', 'service', 'resource_server'];
  const others = GUIDE_KINDS.filter((kind) => kind !== app_type && !common.includes(kind));
  return [app_type, ...common, ...others];
}
