import { escapeValue, type Language } from './escape-value.ts';
import type { Guide } from './guide.ts';
import { mapGuideText, parseGuideText, type TextBlock } from './guide-text.ts';
import { PLACEHOLDERS, replacePlaceholders, type GuideValues, type Placeholder } from './placeholders.ts';
import { serviceAddress } from './service-address.ts';

export interface FilledFile {
  name: string;
  path: string;
  language: Language;
  content: string;
}

export interface FilledStep {
  title: string;
  text: TextBlock[];
  file: FilledFile | null;
  command: string | null;
  values: { label: string; value: string }[];
}

/** A guide with an application's values in it; plain data, ready to be shown or sent as JSON. */
export type FilledGuide = Omit<Guide, 'steps' | 'where' | 'quirks'> & {
  steps: FilledStep[];
  where: TextBlock[];
  quirks: TextBlock[][];
  /** Placeholders that had no value and show a marker or an environment variable. */
  missing: Placeholder[];
};

export function fillGuide(guide: Guide, values: GuideValues): FilledGuide {
  const fill = new Filling(guide, values);
  const labelled = (all: { label: string; value: string }[] = []) => all.map(({ label, value }) => ({ label, value: fill.plain(value) }));
  const steps = guide.steps.map(({ title, text, file, command, values: own }) => ({
    title,
    text: fill.text(text),
    file: file === undefined ? null : { ...file, content: fill.code(file.content, file.language) },
    command: command === undefined ? null : fill.code(command.trimEnd(), 'bash'),
    values: labelled(own),
  }));
  return {
    ...guide,
    redirect_uris: guide.redirect_uris.map((uri) => fill.plain(uri)),
    post_logout_redirect_uris: guide.post_logout_redirect_uris.map((uri) => fill.plain(uri)),
    values: labelled(guide.values),
    where: fill.text(guide.where),
    quirks: guide.quirks.map((quirk) => fill.text(quirk)),
    steps,
    missing: fill.missing(),
  };
}

class Filling {
  readonly #values: Partial<Record<Placeholder, string>>;
  readonly #missing = new Set<Placeholder>();

  constructor(guide: Guide, values: GuideValues) {
    const { service, ...others } = values;
    const known = { ...fromGuide(guide, service), ...defined(others) };
    this.#values = { ...known, ...fromRedirectUri(known.redirect_uri, guide) };
  }

  /** Text that is shown as it is: whoever draws it escapes for its own medium. */
  plain(text: string): string {
    return replacePlaceholders(text, (name) => this.#valueOf(name));
  }

  text(source = ''): TextBlock[] {
    return mapGuideText(parseGuideText(source), (text) => this.plain(text));
  }

  code(source: string, language: Language): string {
    const secretAtHand = this.#values.client_secret !== undefined;
    const withVariable =
      language === 'bash' && !secretAtHand ? source.replaceAll("'{{client_secret}}'", () => this.#secretVariable()) : source;
    return replacePlaceholders(withVariable, (name) => escapeValue(this.#valueOf(name), language));
  }

  missing(): Placeholder[] {
    return [...this.#missing].toSorted();
  }

  #secretVariable(): string {
    this.#missing.add('client_secret');
    return '"$OIDC_CLIENT_SECRET"';
  }

  #valueOf(name: Placeholder): string {
    const value = this.#values[name];
    if (value === undefined) this.#missing.add(name);
    return value ?? PLACEHOLDERS[name];
  }
}

/** What the guide itself knows when the application does not say it. */
function fromGuide(guide: Guide, address: string | undefined): Partial<Record<Placeholder, string>> {
  const service = guide.address === undefined ? undefined : serviceAddress(address ?? guide.address.example);
  const inService = (uri: string | undefined): string | undefined =>
    uri === undefined ? undefined : replacePlaceholders(uri, (name) => (name === 'service' ? (service ?? '') : PLACEHOLDERS[name]));
  return defined({
    redirect_uri: inService(guide.redirect_uris[0]),
    post_logout_redirect_uri: inService(guide.post_logout_redirect_uris[0]),
    scopes: guide.scopes.length > 0 ? guide.scopes.join(' ') : undefined,
    service,
    service_host: service === undefined ? undefined : new URL(service).host,
  });
}

/** Where the guide's application listens while it is tried out: at its redirect URI if that is on this machine, else where the guide says. */
function fromRedirectUri(own: string | undefined, guide: Guide): Partial<Record<Placeholder, string>> {
  const local = [own, guide.redirect_uris[0]].map((uri) => URL.parse(uri ?? '')).find((url) => url !== null && isLoopback(url));
  const scheme = /^([a-z][a-z0-9.+-]*):/.exec(own ?? '')?.[1];
  return defined({ app_origin: local?.origin, app_port: local?.port === '' ? undefined : local?.port, redirect_scheme: scheme });
}

function isLoopback({ protocol, hostname }: URL): boolean {
  return protocol === 'http:' && ['localhost', '127.0.0.1', '[::1]'].includes(hostname);
}

function defined(values: { [name in Placeholder]?: string | undefined }): Partial<Record<Placeholder, string>> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
}
