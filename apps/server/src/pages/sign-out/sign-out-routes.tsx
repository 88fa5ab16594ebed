import type { EngineContext } from '../../oidc/oidc-pages.ts';
import { pageHtml, type PageSite } from '../../http/page-site.ts';
import { localesOfRequest } from '../layout/locales-of-request.ts';
import { SignOutPage } from './sign-out-page.tsx';
import { SignedOutPage } from './signed-out-page.tsx';

/** Pages of sign-out that an application asked for (OIDC RP-Initiated Logout §2). The engine owns the form's address and token. */
export class SignOutRoutes {
  readonly #site: PageSite;

  constructor(site: PageSite) {
    this.#site = site;
  }

  renderSignOut = async (ctx: EngineContext, form: string): Promise<void> => {
    const page = await this.#site.page(ctx.get('accept-language'), localesOfRequest(ctx));
    const action = /action="([^"]*)"/.exec(form)?.[1] ?? '';
    const xsrf = /name="xsrf" value="([^"]*)"/.exec(form)?.[1] ?? '';
    ctx.body = pageHtml(<SignOutPage page={page} action={action} xsrf={xsrf} client_name={ctx.oidc.client?.clientName ?? null} />);
  };

  renderSignedOut = async (ctx: EngineContext): Promise<void> => {
    const page = await this.#site.page(ctx.get('accept-language'));
    ctx.type = 'html';
    ctx.body = pageHtml(<SignedOutPage page={page} sign_in_url="/account" />);
  };
}
