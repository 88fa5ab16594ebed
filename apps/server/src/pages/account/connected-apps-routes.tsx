import { exportGrants } from '../../features/grants/export-grants.ts';
import { narrowGrant } from '../../features/grants/narrow-grant.ts';
import type { DetailIdentity } from '../../features/grants/new-details.ts';
import { revokeOwnGrant } from '../../features/grants/revoke-own-grant.ts';
import { takeDetailBack } from '../../features/grants/take-detail-back.ts';
import type { PageSite } from '../../http/page-site.ts';
import { detailKey } from '../consent/present-details.ts';
import { ACCOUNT_PATHS } from './account-paths.ts';
import { ConnectedAppsPage } from './connected-apps-page.tsx';
import { readOwnScope } from './own-scope.ts';
import { connectedApps } from './present-connected-apps.ts';
import type { SignedInRoutes } from './signed-in-routes.tsx';

/** Which applications have access, and taking it back. */
export function addConnectedAppsRoutes(signedIn: SignedInRoutes, site: PageSite): void {
  signedIn.get(ACCOUNT_PATHS.apps, async ({ c, ctx, user, page, csrf_token, notice }) => {
    const connected_apps = await connectedApps(ctx, { user, page });
    const view = { page, csrf_token, notice, connected_apps, now: ctx.clock.now() };
    return site.render(c, <ConnectedAppsPage {...view} />);
  });

  signedIn.post(ACCOUNT_PATHS.remove_app, async ({ c, ctx }, fields) => {
    const removed = await revokeOwnGrant(ctx, fields['grant_id'] ?? '');
    return c.redirect(removed ? `${ACCOUNT_PATHS.apps}?done=app-removed` : ACCOUNT_PATHS.apps, 303);
  });

  signedIn.post(ACCOUNT_PATHS.remove_scope, async ({ c, ctx, user }, fields) => {
    const outcome = await narrowGrant(ctx, { grant_id: fields['grant_id'] ?? '', user_id: user.user_id, ...readOwnScope(fields) });
    const done = { narrowed: '?done=scope-removed', revoked: '?done=app-removed', required: '', not_found: '' }[outcome];
    return c.redirect(ACCOUNT_PATHS.apps + done, 303);
  });

  signedIn.post(ACCOUNT_PATHS.remove_detail, async ({ c, ctx, user }, fields) => {
    const isTaken = (detail: DetailIdentity): boolean => detailKey(detail) === fields['detail'];
    const outcome = await takeDetailBack(ctx, { grant_id: fields['grant_id'] ?? '', user_id: user.user_id, isTaken });
    const done = { narrowed: '?done=scope-removed', revoked: '?done=app-removed', not_found: '' }[outcome];
    return c.redirect(ACCOUNT_PATHS.apps + done, 303);
  });

  signedIn.get(ACCOUNT_PATHS.export_grants, async ({ c, ctx, user }) => {
    const { user_id, username } = user;
    const document = { exported_at: ctx.clock.now().toISOString(), user_id, username, grants: await exportGrants(ctx, user_id) };
    c.header('content-type', 'application/json');
    c.header('content-disposition', 'attachment; filename="connected-apps.json"');
    return c.body(JSON.stringify(document, null, 2));
  });
}
