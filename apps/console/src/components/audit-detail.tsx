import { GrantDuration, Timestamp } from '@consentry/contract';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { everyResourceServerQuery } from '../data/resource-servers.ts';
import { en } from '../messages/en.ts';
import { Changes, ClientChanges } from './client-changes.tsx';
import { languageName } from './language-name.ts';
import { ScopeWords } from './scope-words.tsx';
import { textVersionWords } from './text-version-words.ts';
import { TimeText } from './time-text.tsx';

const reasons = en.audit_events.reason;

/** Scopes as consent decisions name them; those of older events carry no words. */
const ScopeList = z
  .array(
    z.object({
      resource: z.string().nullable(),
      scope: z.string(),
      text_version: z.string().nullish(),
      locale: z.string().nullish(),
    }),
  )
  .min(1);
const Names = z.array(z.string());
const NamesByResource = z.record(z.string(), Names);
type DetailScope = z.infer<typeof ScopeList>[number];

/** One value of an event: scopes, times and choices in words, anything else as it is. */
export function AuditDetail({ member, value }: { member: string; value: unknown }) {
  const { t, i18n } = useTranslation();
  const changes = Changes.safeParse(value);
  if (member === 'changes' && changes.success) return <ClientChanges changes={changes.data} />;
  const scopes = ScopeList.safeParse(value);
  if (scopes.success) return <ScopeDetail scopes={scopes.data} />;
  const duration = GrantDuration.safeParse(value);
  if (member === 'duration' && duration.success) return t(`grants.duration.${duration.data}`);
  if (typeof value !== 'string') return <span dir="auto">{textOf(value)}</span>;
  if (member === 'locale') return languageName(value, i18n.language);
  if (member === 'reason' && isKnown(value)) return t(`audit_events.reason.${value}`);
  if (member.endsWith('_at') && Timestamp.safeParse(value).success) return <TimeText at={value} />;
  return <span dir="auto">{value}</span>;
}

function ScopeDetail({ scopes }: { scopes: DetailScope[] }) {
  const { data: servers = [] } = useQuery(everyResourceServerQuery());
  return (
    <ul>
      {scopes.map((scope) => (
        <li key={`${scope.resource ?? ''} ${scope.scope}`}>
          <ScopeWords scope={scope} servers={servers} />
          <Words scope={scope} />
        </li>
      ))}
    </ul>
  );
}

function Words({ scope: { text_version, locale } }: { scope: DetailScope }) {
  const { t, i18n } = useTranslation();
  if (text_version === undefined || text_version === null) return null;
  return <small>{textVersionWords({ text_version, locale }, t, i18n.language)}</small>;
}

function textOf(value: unknown): string {
  const names = Names.safeParse(value);
  if (names.success) return names.data.join(', ') || '–';
  const byResource = NamesByResource.safeParse(value);
  if (!byResource.success) return JSON.stringify(value);
  return (
    Object.entries(byResource.data)
      .map(([resource, scopes]) => `${resource}: ${scopes.join(', ')}`)
      .join('; ') || '–'
  );
}

function isKnown(reason: string): reason is keyof typeof reasons {
  return Object.hasOwn(reasons, reason);
}
