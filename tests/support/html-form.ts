export interface HtmlButton {
  name: string;
  value: string;
  /** Where this button sends the form instead, if it says so. */
  action: string | null;
}

/** A form of a page, as far as a browser without JavaScript needs it. */
export interface HtmlForm {
  action: string;
  method: string;
  /** Names and values that go along as they stand. */
  fields: Record<string, string>;
  /** Names of every control a person can fill. */
  controls: string[];
  buttons: HtmlButton[];
}

const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: '\u00a0' };

/** The forms of a page in order. The pages are our own and well-formed; this is no parser for the web at large. */
export function parseForms(html: string): HtmlForm[] {
  return [...html.matchAll(/<form\b([^>]*)>([\s\S]*?)<\/form>/gi)].map(([, attributes = '', inner = '']) => {
    const form = parseAttributes(attributes);
    const inputs = [...inner.matchAll(/<input\b([^>]*?)\/?>/gi)].map(([, text = '']) => parseAttributes(text));
    const named = inputs.filter((input) => (input['name'] ?? '') !== '' && !('disabled' in input) && input['type'] !== 'submit');
    const sent = named.filter((input) => !['checkbox', 'radio'].includes(input['type'] ?? '') || 'checked' in input);
    return {
      action: form['action'] ?? '',
      method: (form['method'] ?? 'get').toUpperCase(),
      fields: Object.fromEntries(sent.map((input) => [input['name'] ?? '', input['value'] ?? ''])),
      controls: named.filter((input) => input['type'] !== 'hidden').map((input) => input['name'] ?? ''),
      buttons: parseButtons(inner),
    };
  });
}

function parseButtons(inner: string): HtmlButton[] {
  return [...inner.matchAll(/<button\b([^>]*)>/gi)]
    .map(([, text = '']) => parseAttributes(text))
    .filter((button) => (button['type'] ?? 'submit') === 'submit')
    .map((button) => ({ name: button['name'] ?? '', value: button['value'] ?? '', action: button['formaction'] ?? null }));
}

function parseAttributes(text: string): Record<string, string> {
  const pairs = [...text.matchAll(/([^\s"'>/=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?/g)];
  return Object.fromEntries(pairs.map(([, name = '', a, b, c]) => [name.toLowerCase(), decodeEntities(a ?? b ?? c ?? '')]));
}

/** Text of HTML with its character references resolved. */
export function decodeEntities(text: string): string {
  return text.replace(/&(#x[0-9a-f]+|#\d+|[a-z]+);/gi, (whole, body: string) => {
    if (body.startsWith('#x')) return String.fromCodePoint(Number.parseInt(body.slice(2), 16));
    if (body.startsWith('#')) return String.fromCodePoint(Number(body.slice(1)));
    return ENTITIES[body] ?? whole;
  });
}
