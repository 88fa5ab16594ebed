import { pageHtml, type PageSite } from '../../http/page-site.ts';
import type { EngineContext, PostedResponse } from '../../oidc/oidc-pages.ts';
import { localesOfRequest } from '../layout/locales-of-request.ts';
import { FormPostPage } from './form-post-page.tsx';

/** The page whose form is the authorization response. The redirect URI was compared with the registered ones before. */
export class FormPostRoutes {
  readonly #site: PageSite;

  constructor(site: PageSite) {
    this.#site = site;
  }

  renderFormPost = async (ctx: EngineContext, { action, fields }: PostedResponse): Promise<void> => {
    const page = await this.#site.page(ctx.get('accept-language'), localesOfRequest(ctx));
    const client_name = ctx.oidc.client?.clientName ?? new URL(action).host;
    // The form may go to the client and nowhere else, whatever stood in it.
    ctx.set('content-security-policy', `${ctx.response.get('content-security-policy')}; form-action ${formTarget(action)}`);
    ctx.status = 200;
    ctx.type = 'html';
    ctx.body = pageHtml(<FormPostPage page={page} client_name={client_name} action={action} fields={fields} />);
  };
}

/** The origin as a source expression (CSP Level 3 §2.3.1); of an app's own scheme, the scheme. */
function formTarget(action: string): string {
  const { origin, protocol } = new URL(action);
  return origin === 'null' ? protocol : origin;
}
