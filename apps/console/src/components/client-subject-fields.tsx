import type { Client, SubjectType } from '@consentry/contract';
import { TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import type { ClientSettings } from '../forms/client-settings.ts';
import { ChoiceCards } from './choice-cards.tsx';
import { Fields } from './fields.tsx';
import { FoldedSection } from './folded-section.tsx';
import { Notice } from './notice.tsx';

const TYPES = ['public', 'pairwise'] as const satisfies SubjectType[];

/** Under which identifier the app knows people (OIDC Core §8). */
export function ClientSubjectFields({ form, client }: { form: UseFormReturnType<ClientSettings>; client: Client }) {
  const { t } = useTranslation();
  const { subject_type, sector_identifier_uri, redirect_uris } = form.values;
  const isPairwise = subject_type === 'pairwise';
  const wasPairwise = client.subject_type === 'pairwise';
  const movesSector =
    isPairwise &&
    (sector_identifier_uri !== (client.sector_identifier_uri ?? '') || hostsOf(redirect_uris) !== hostsOf(client.redirect_uris));
  return (
    <FoldedSection
      title={t('subjects.title')}
      description={t('subjects.lead')}
      current={t(`subjects.${client.subject_type}`)}
      hasError={form.errors['subject_type'] !== undefined || form.errors['sector_identifier_uri'] !== undefined}
    >
      <Fields>
        <ChoiceCards
          legend={t('subjects.type')}
          name="subject_type"
          layout="stack"
          value={subject_type}
          onChange={(value) => form.setFieldValue('subject_type', value)}
          choices={TYPES.map((value) => ({ value, label: t(`subjects.${value}`), hint: t(`subjects.${value}_hint`) }))}
        />
        {isPairwise && (
          <TextInput
            label={t('subjects.sector')}
            description={t('subjects.sector_hint')}
            placeholder="https://example.com/redirect-uris.json"
            type="url"
            spellCheck={false}
            autoCapitalize="none"
            dir="ltr"
            {...form.getInputProps('sector_identifier_uri')}
          />
        )}
        {(isPairwise !== wasPairwise || (wasPairwise && movesSector)) && (
          <Notice tone="danger" role="status" title={t('subjects.change_title')}>
            <p>{t('subjects.change')}</p>
          </Notice>
        )}
      </Fields>
    </FoldedSection>
  );
}

function hostsOf(uris: readonly string[]): string {
  const hosts = uris.flatMap((uri) => (URL.canParse(uri) ? [new URL(uri).hostname] : []));
  return [...new Set(hosts)].toSorted().join(' ');
}
