import type { RefusedRequest } from '@consentry/contract';

/** What the developer of the client may see: no addresses of people, no reasons that are the operator's alone, nothing to click. */
export type PartnerRefusedRequest = Omit<RefusedRequest, 'ip' | 'error_detail' | 'fix' | 'client_known'>;

export function presentForPartner(refused: RefusedRequest): PartnerRefusedRequest {
  const { ip: _ip, error_detail: _detail, fix: _fix, client_known: _known, ...shown } = refused;
  return shown;
}
