import type { Client, StartConnectionTest } from '@consentry/contract';
import { Button, Checkbox, NativeSelect, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useTranslation } from 'react-i18next';
import { useStartConnectionTest } from '../data/connection-tests.ts';
import { problemErrors } from '../forms/field-errors.ts';
import { Fields } from './fields.tsx';
import { Notice } from './notice.tsx';
import { ProblemAlert } from './problem-alert.tsx';
import { Section } from './section.tsx';
import classes from './connection-test-form.module.css';

interface TestChoice {
  scopes: string[];
  resource: string;
  sign_in: 'anew' | 'as_signed_in';
  client_secret: string;
}

interface ConnectionTestFormProps {
  client: Client;
  /** A test that needed no browser is over at once. */
  onFinished: (connectionTestId: string) => void;
}

/** What the test asks for; then the browser goes the way of a user. */
export function ConnectionTestForm({ client, onFinished }: ConnectionTestFormProps) {
  const { t } = useTranslation();
  const start = useStartConnectionTest(client.client_id);
  const form = useForm<TestChoice>({ initialValues: { scopes: client.scopes, resource: '', sign_in: 'anew', client_secret: '' } });
  const signsIn = client.app_type !== 'machine_to_machine';
  const submit = form.onSubmit(async (choice) => {
    try {
      const test = await start.mutateAsync(bodyOf(client, choice));
      if (test.authorization_url === null) onFinished(test.connection_test_id);
      else window.location.assign(test.authorization_url);
    } catch (error) {
      form.setErrors(problemErrors(error));
    }
  });
  return (
    <form noValidate onSubmit={submit}>
      <Section title={t('connection_test.title')} description={t(signsIn ? 'connection_test.lead' : 'connection_test.lead_machine')}>
        <Fields>
          {signsIn && (
            <ScopeChoice client={client} value={form.values.scopes} onChange={(scopes) => form.setFieldValue('scopes', scopes)} />
          )}
          <ResourceChoice client={client} input={form.getInputProps('resource')} />
          {signsIn && (
            <NativeSelect
              label={t('connection_test.sign_in')}
              data={(['anew', 'as_signed_in'] as const).map((value) => ({ value, label: t(`connection_test.sign_in_${value}`) }))}
              {...form.getInputProps('sign_in')}
            />
          )}
          {client.token_endpoint_auth_method !== 'none' && (
            <TextInput
              type="password"
              label={t('connection_test.client_secret')}
              description={t('connection_test.client_secret_hint')}
              autoComplete="off"
              {...form.getInputProps('client_secret')}
            />
          )}
        </Fields>
        <Notice tone="info">
          <p>{t('connection_test.nothing_kept')}</p>
        </Notice>
        {form.errors['#'] !== undefined && (
          <Notice tone="danger" role="alert" title={t('failure.not_done')}>
            <p>{form.errors['#']}</p>
          </Notice>
        )}
        {Object.keys(form.errors).length === 0 && <ProblemAlert error={start.error} />}
        <div>
          <Button type="submit" loading={start.isPending || start.isSuccess}>
            {t(signsIn ? 'connection_test.start' : 'connection_test.start_machine')}
          </Button>
        </div>
      </Section>
    </form>
  );
}

function bodyOf(client: Client, choice: TestChoice): StartConnectionTest {
  const { resource, client_secret } = choice;
  const secret = client_secret === '' ? {} : { client_secret };
  const target = resource === '' ? {} : { resource };
  if (client.app_type === 'machine_to_machine') return { ...target, ...secret };
  const scopes = [...choice.scopes, ...(resource === '' ? [] : (client.resource_scopes[resource] ?? []))];
  return { scopes, sign_in: choice.sign_in, ...target, ...secret };
}

interface ScopeChoiceProps {
  client: Client;
  value: string[];
  onChange: (scopes: string[]) => void;
}

function ScopeChoice({ client, value, onChange }: ScopeChoiceProps) {
  const { t } = useTranslation();
  return (
    <Checkbox.Group label={t('connection_test.scopes')} description={t('connection_test.scopes_hint')} value={value} onChange={onChange}>
      <div className={classes['scopes']}>
        {client.scopes.map((scope) => (
          <Checkbox key={scope} value={scope} label={<code>{scope}</code>} />
        ))}
      </div>
    </Checkbox.Group>
  );
}

function ResourceChoice({ client, input }: { client: Client; input: object }) {
  const { t } = useTranslation();
  const resources = Object.keys(client.resource_scopes);
  if (resources.length === 0) return null;
  const none = { value: '', label: t('connection_test.resource_none') };
  return (
    <NativeSelect
      label={t('connection_test.resource')}
      description={t('connection_test.resource_hint')}
      data={[none, ...resources.map((value) => ({ value, label: value }))]}
      {...input}
    />
  );
}
