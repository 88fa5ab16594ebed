import { CreatePartnerLink, PARTNER_LINK_PARTS, type PartnerLinkPart } from '@consentry/contract';
import { Button, Checkbox, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCreatePartnerLink } from '../data/partner-links.ts';
import { problemErrors, schemaErrors } from '../forms/field-errors.ts';
import { expiryOf, type SecretExpiry } from '../forms/secret-expiry.ts';
import { CopyButton } from './copy-button.tsx';
import { Dialog } from './dialog.tsx';
import { ExpiryFields } from './expiry-fields.tsx';
import { ProblemAlert } from './problem-alert.tsx';
import classes from './dialog.module.css';
import own from './create-partner-link-dialog.module.css';

interface CreatePartnerLinkDialogProps {
  client_id: string;
  opened: boolean;
  onClose: () => void;
}

interface NewPartnerLink extends SecretExpiry {
  name: string;
  parts: PartnerLinkPart[];
}

const EMPTY: NewPartnerLink = { name: '', parts: [...PARTNER_LINK_PARTS], expires: '30', last_day: '' };

export function CreatePartnerLinkDialog({ client_id, opened, onClose }: CreatePartnerLinkDialogProps) {
  const { t } = useTranslation();
  return (
    <Dialog opened={opened} onClose={onClose} title={t('partner_links.create')}>
      <CreatePartnerLinkForm client_id={client_id} onClose={onClose} />
    </Dialog>
  );
}

function CreatePartnerLinkForm({ client_id, onClose }: Omit<CreatePartnerLinkDialogProps, 'opened'>) {
  const { t } = useTranslation();
  const [url, setUrl] = useState<string | null>(null);
  const create = useCreatePartnerLink(client_id);
  const form = useForm<NewPartnerLink>({
    initialValues: EMPTY,
    validate: (values) => ({
      ...schemaErrors(CreatePartnerLink, { name: values.name }),
      ...(expiryOf(values) === undefined ? { last_day: t('credentials.secret_expiry_past') } : {}),
    }),
  });
  const submit = form.onSubmit(async (values) => {
    try {
      const created = await create.mutateAsync({ name: values.name, parts: values.parts, expires_at: expiryOf(values) ?? null });
      setUrl(created.url);
    } catch (error) {
      form.setErrors(problemErrors(error));
    }
  });
  if (url !== null) return <CreatedLink url={url} onClose={onClose} />;

  return (
    <form noValidate className={classes['body']} onSubmit={submit}>
      <TextInput
        label={t('partner_links.name')}
        description={t('partner_links.name_hint')}
        required
        dir="auto"
        data-autofocus
        autoComplete="off"
        {...form.getInputProps('name')}
      />
      <Checkbox.Group label={t('partner_links.parts')} description={t('partner_links.parts_hint')} {...form.getInputProps('parts')}>
        <div className={own['parts']}>
          {PARTNER_LINK_PARTS.map((part) => (
            <Checkbox key={part} value={part} label={t(`partner_links.part_choice.${part}`)} />
          ))}
        </div>
      </Checkbox.Group>
      <ExpiryFields
        expires={form.getInputProps('expires')}
        lastDay={form.values.expires === 'date' ? form.getInputProps('last_day') : null}
      />
      <ProblemAlert error={create.error} />
      <div className={classes['actions']}>
        <Button variant="default" onClick={onClose}>
          {t('actions.cancel')}
        </Button>
        <Button type="submit" loading={create.isPending}>
          {t('partner_links.create')}
        </Button>
      </div>
    </form>
  );
}

/** The one time that the link can be read. */
function CreatedLink({ url, onClose }: { url: string; onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <div className={classes['body']}>
      <p className={own['text']} role="status">
        {t('partner_links.created')}
      </p>
      <div className={own['link']}>
        <code data-testid="partner-link">{url}</code>
        <CopyButton value={url} what={t('partner_links.link')} />
      </div>
      <div className={classes['actions']}>
        <Button component="a" variant="default" href={url} target="_blank" rel="noreferrer">
          {t('partner_links.open')}
        </Button>
        <Button onClick={onClose} data-autofocus>
          {t('partner_links.done')}
        </Button>
      </div>
    </div>
  );
}
