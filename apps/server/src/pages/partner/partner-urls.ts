/** Addresses of the page that a partner link opens. */
export interface PartnerUrls {
  overview: string;
  requests: string;
  env: string;
  json: string;
  guide: (slug: string) => string;
  file: (slug: string, step: number) => string;
}

export function partnerUrls(token: string): PartnerUrls {
  const base = `/partner/${encodeURIComponent(token)}`;
  return {
    overview: base,
    requests: `${base}/requests`,
    env: `${base}/configuration.env`,
    json: `${base}/configuration.json`,
    guide: (slug) => `${base}/guides/${encodeURIComponent(slug)}`,
    file: (slug, step) => `${base}/guides/${encodeURIComponent(slug)}/files/${step}`,
  };
}
