import { pageHtml, type PageSite } from '../../http/page-site.ts';
import type { DeviceCodeForm, DeviceConfirmation, EngineContext } from '../../oidc/oidc-pages.ts';
import { DeviceCodePage } from './device-code-page.tsx';
import { DeviceConfirmPage } from './device-confirm-page.tsx';
import { DeviceDonePage } from './device-done-page.tsx';

/** Pages of the device flow (RFC 8628 §3.3). The engine owns the forms' address and token. */
export class DeviceRoutes {
  readonly #site: PageSite;

  constructor(site: PageSite) {
    this.#site = site;
  }

  renderDeviceCode = async (ctx: EngineContext, form: DeviceCodeForm): Promise<void> => {
    const page = await this.#site.page(ctx.get('accept-language'));
    if (form.retry_after_seconds !== null) {
      ctx.status = 429;
      ctx.set('retry-after', String(form.retry_after_seconds));
    }
    ctx.type = 'html';
    ctx.body = pageHtml(<DeviceCodePage page={page} form={form} />);
  };

  renderDeviceConfirm = async (ctx: EngineContext, shown: DeviceConfirmation): Promise<void> => {
    const page = await this.#site.page(ctx.get('accept-language'));
    ctx.type = 'html';
    ctx.body = pageHtml(<DeviceConfirmPage page={page} shown={shown} />);
  };

  renderDeviceDone = async (ctx: EngineContext): Promise<void> => {
    const page = await this.#site.page(ctx.get('accept-language'));
    const client_name = ctx.oidc.client?.clientName ?? ctx.oidc.client?.clientId ?? '';
    ctx.type = 'html';
    ctx.body = pageHtml(<DeviceDonePage page={page} client_name={client_name} />);
  };
}
