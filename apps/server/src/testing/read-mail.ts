/** A mail as a person’s mail program reads it. */
export interface ReadMail {
  /** By name in small letters, decoded; of several with one name, the last. */
  headers: Readonly<Record<string, string>>;
  /** Names of the headers as they stood there. */
  header_names: readonly string[];
  /** Without the line breaks at its end. */
  text: string;
  html: string;
}

/** Reads a message of text and HTML (RFC 5322, RFC 2046 §5.1.4). */
export function readMail(source: string): ReadMail {
  const { headers, body } = splitPart(source);
  const boundary = /boundary="?([^";]+)"?/.exec(headers.find(([name]) => name === 'content-type')?.[1] ?? '')?.[1] ?? '';
  const parts = body
    .split(`--${boundary}`)
    .slice(1, -1)
    .map((part) => splitPart(part.replace(/^\r\n/, '')));
  const partOf = (type: string): string => {
    const part = parts.find((each) => each.headers.some(([name, value]) => name === 'content-type' && value.startsWith(type)));
    return part === undefined ? '' : decodeBody(part);
  };
  return {
    headers: Object.fromEntries(headers.map(([name, value]) => [name, decodeWords(value)])),
    header_names: headers.map(([name]) => name),
    text: partOf('text/plain').replaceAll('\r\n', '\n').trimEnd(),
    html: partOf('text/html'),
  };
}

interface Part {
  headers: [name: string, value: string][];
  body: string;
}

function splitPart(source: string): Part {
  const at = source.indexOf('\r\n\r\n');
  const lines = source
    .slice(0, at)
    .replaceAll(/\r\n[ \t]+/g, ' ')
    .split('\r\n');
  const headers = lines.map((line): [string, string] => [
    line.slice(0, line.indexOf(':')).toLowerCase(),
    line.slice(line.indexOf(':') + 1).trim(),
  ]);
  return { headers, body: source.slice(at + 4) };
}

function decodeBody({ headers, body }: Part): string {
  const encoding = headers.find(([name]) => name === 'content-transfer-encoding')?.[1] ?? '7bit';
  const text = body.replace(/\r\n$/, '');
  if (encoding === 'base64') return Buffer.from(text, 'base64').toString('utf8');
  const bytes = encoding === 'quoted-printable' ? unquote(text.replaceAll('=\r\n', '')) : text;
  return Buffer.from(bytes, 'latin1').toString('utf8');
}

/** RFC 2047; between two encoded words, white space is not part of the text (§6.2). */
function decodeWords(text: string): string {
  const joined = text.replaceAll(/\?=\s+=\?/g, '?==?');
  return joined.replaceAll(/=\?utf-8\?([bq])\?([^?]*)\?=/gi, (_word, encoding: string, encoded: string) => {
    const bytes =
      encoding.toLowerCase() === 'b' ? Buffer.from(encoded, 'base64') : Buffer.from(unquote(encoded.replaceAll('_', ' ')), 'latin1');
    return bytes.toString('utf8');
  });
}

function unquote(text: string): string {
  return text.replaceAll(/=([0-9A-F]{2})/gi, (_octet, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}
