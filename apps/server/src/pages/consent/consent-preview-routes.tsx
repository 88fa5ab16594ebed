import { contract } from '@consentry/contract';
import { clientNotFound } from '../../features/clients/client-not-found.ts';
import { findClient } from '../../features/clients/find-client.ts';
import { implement, type ImplementedRoute } from '../../http/implement.ts';
import { pageHtml, type PageSite } from '../../http/page-site.ts';
import { definedMembers } from '../../platform/changed-members.ts';
import { ConsentPage } from './consent-page.tsx';
import { consentPreview } from './preview-consent.ts';

/** The consent page itself, drawn for the console. It is an answer of the API, so that no page of ours may ever be framed. */
export function consentPreviewRoutes(site: PageSite): ImplementedRoute[] {
  return [
    implement(contract.clients.previewConsent, async (ctx, { params, body }) => {
      const stored = await findClient(ctx, params.client_id);
      if (stored === null) throw clientNotFound(params.client_id);
      const page = await site.previewPage(body);
      const view = await consentPreview(ctx, { ...stored, ...definedMembers(body.changes) }, { page, request: body });
      return { html: pageHtml(<ConsentPage page={page} view={view} />) };
    }),
  ];
}
