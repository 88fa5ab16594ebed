import type { Context } from '../../context.ts';
import { ACCOUNT_PATHS } from '../../pages/account/account-paths.ts';
import { presentDetails, textsOfDetails } from '../../pages/consent/present-details.ts';
import { presentPermissions } from '../../pages/consent/present-permissions.ts';
import { matchLocale } from '../../pages/messages/match-locale.ts';
import { createTranslator } from '../../pages/messages/messages.ts';
import { findClient } from '../clients/find-client.ts';
import { enqueueMail } from '../mails/enqueue-mail.ts';
import { lastingAccessMail } from '../mails/lasting-access-mail.ts';
import { findPageTexts } from '../page-texts/find-page-texts.ts';
import { findResourceServers } from '../resource-servers/find-resource-servers.ts';
import { getSettings } from '../settings/get-settings.ts';
import { findUser } from '../users/find-user.ts';
import type { GrantChange } from './changed-grant.ts';
import type { GrantRow } from './grant-store.ts';

/**
 * Writes to the user when their consent has just given a third-party client lasting access (`offline_access`, OIDC Core §11), in the
 * language of the consent. Runs in the transaction of the grant.
 */
export async function notifyLastingAccess(tx: Context, { grant, added }: GrantChange): Promise<void> {
  const lasting = added.find(({ resource, scope }) => resource === null && scope === 'offline_access');
  // A locale stands there only where a person has read the words: what is granted without asking is no news to anybody.
  const locale = lasting?.locale ?? null;
  if (tx.mailsDue === null || locale === null) return;
  const client = await findClient(tx, grant.client_id);
  const user = await findUser(tx, grant.user_id);
  if (client?.party !== 'third_party' || user === null || user.email === null) return;
  const content = await contentOf(tx, { grant, client_name: client.name, locale });
  await enqueueMail(tx, { kind: 'lasting_access', user_id: user.user_id, recipient: user.email, content });
}

async function contentOf(tx: Context, about: { grant: GrantRow; client_name: string; locale: string }) {
  const { grant, client_name } = about;
  const locale = matchLocale([about.locale]);
  const t = createTranslator(locale, (await findPageTexts(tx))[locale]);
  const servers = await findResourceServers(tx, [...new Set(grant.scopes.flatMap(({ resource }) => resource ?? []))]);
  const { product_name } = await getSettings(tx);
  return lastingAccessMail({
    locale,
    t,
    product_name,
    client_name,
    permissions: presentPermissions(grant.scopes, { servers, claims: {}, t, locale }).permissions,
    details: presentDetails(grant.authorization_details, await textsOfDetails(tx, grant.authorization_details), locale),
    allowed_at: grant.updated_at,
    ip: tx.request.ip,
    ends: grant.duration === 'session' ? 'session' : (grant.expires_at ?? 'removed'),
    account_url: `${tx.issuer}${ACCOUNT_PATHS.apps}`,
  });
}
