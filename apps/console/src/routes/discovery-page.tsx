import { useSuspenseQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { DiscoveryMemberList } from '../components/discovery-member-list.tsx';
import { Page } from '../components/page.tsx';
import { SearchField } from '../components/search-field.tsx';
import { Section } from '../components/section.tsx';
import { ValueItem, ValueList } from '../components/value-list.tsx';
import { serverQuery } from '../data/server.ts';
import { DISCOVERY_GROUPS, DISCOVERY_MEMBERS } from '../messages/discovery-members.ts';

/** The discovery document, as clients read it now, explained member by member. */
export function DiscoveryPage() {
  const { t } = useTranslation();
  const { data: server } = useSuspenseQuery(serverQuery());
  const [search, setSearch] = useState('');
  const words = search.toLowerCase();
  const shown = Object.entries(server.discovery).filter(([name, value]) => matches(name, value, words));
  const groups = Object.entries({ ...DISCOVERY_GROUPS, [t('discovery.others')]: undefined });
  return (
    <Page title={t('discovery.title')} lead={t('discovery.lead')} back={{ to: '/settings', label: t('settings.title') }}>
      <Section title={t('discovery.where_title')} description={t('discovery.where')}>
        <ValueList>
          <ValueItem label="OpenID Connect" value={`${server.issuer}/.well-known/openid-configuration`} />
          <ValueItem label="OAuth 2.0" value={`${server.issuer}/.well-known/oauth-authorization-server`} />
        </ValueList>
      </Section>
      <SearchField value={search} onSearch={setSearch} label={t('discovery.search')} />
      <p className="quiet" role="status">
        {t('discovery.count', { count: shown.length })}
      </p>
      {groups.map(([title, members]) => {
        const own = shown.filter(([name]) =>
          members === undefined ? DISCOVERY_MEMBERS[name] === undefined : Object.hasOwn(members, name),
        );
        if (own.length === 0) return null;
        return (
          <Section key={title} title={title}>
            <DiscoveryMemberList members={own} />
          </Section>
        );
      })}
    </Page>
  );
}

function matches(name: string, value: unknown, words: string): boolean {
  return [name, JSON.stringify(value), DISCOVERY_MEMBERS[name]?.text ?? ''].some((part) => part.toLowerCase().includes(words));
}
