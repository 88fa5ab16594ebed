import { backchannelLogoutUriProblem, type AppType } from '@consentry/contract';
import type { FormErrors } from '@mantine/form';
import type { TFunction } from 'i18next';

/** What is wrong with a back-channel logout URI, in a sentence; `null` when nothing is, or the field is empty. */
export function backchannelLogoutText(uri: string, input: { appType: AppType; t: TFunction }): string | null {
  const text = uri.trim();
  const problem = text === '' ? null : backchannelLogoutUriProblem(text, input.appType);
  return problem === null ? null : input.t('redirects.problem', { problem });
}

export function backchannelLogoutErrors(uri: string, input: { appType: AppType; t: TFunction }): FormErrors {
  const text = backchannelLogoutText(uri, input);
  return text === null ? {} : { backchannel_logout_uri: text };
}
