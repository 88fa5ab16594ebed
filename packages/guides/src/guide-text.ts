/** Running text of a guide as a tree, so that whoever shows it writes no markup of its own and a filled value can bring none. */
export type TextSpan =
  | { type: 'text'; text: string }
  | { type: 'strong'; text: string }
  | { type: 'code'; text: string }
  | { type: 'link'; text: string; href: string }
  | { type: 'guide'; text: string; slug: string };

export type TextBlock = { type: 'paragraph'; spans: TextSpan[] } | { type: 'list'; items: TextSpan[][] };

const SPAN = /\*\*([^*]+)\*\*|`([^`]+)`|\[([^\]]+)\]\(([^)\s]+)\)/g;

/** Paragraphs, `- ` lists, **strong**, `code`, [links](https://…) and [guides](guide:slug); anything else is plain text. */
export function parseGuideText(source: string): TextBlock[] {
  return source
    .trim()
    .split(/\n\s*\n/)
    .filter((part) => part !== '')
    .map(parseBlock);
}

function parseBlock(part: string): TextBlock {
  const lines = part.split('\n').map((line) => line.trimEnd());
  if (lines[0]?.startsWith('- ') !== true) return { type: 'paragraph', spans: parseSpans(lines.map((line) => line.trim()).join(' ')) };
  const items: string[] = [];
  for (const line of lines) {
    if (line.startsWith('- ')) items.push(line.slice(2));
    else items.push(`${items.pop() ?? ''} ${line.trim()}`);
  }
  return { type: 'list', items: items.map(parseSpans) };
}

function parseSpans(line: string): TextSpan[] {
  const spans: TextSpan[] = [];
  let end = 0;
  for (const match of line.matchAll(SPAN)) {
    if (match.index > end) spans.push({ type: 'text', text: line.slice(end, match.index) });
    spans.push(spanOf(match));
    end = match.index + match[0].length;
  }
  if (end < line.length) spans.push({ type: 'text', text: line.slice(end) });
  return spans;
}

function spanOf([, strong, code, text = '', href = '']: RegExpExecArray): TextSpan {
  if (strong !== undefined) return { type: 'strong', text: strong };
  if (code !== undefined) return { type: 'code', text: code };
  if (href.startsWith('guide:')) return { type: 'guide', text, slug: href.slice('guide:'.length) };
  if (!href.startsWith('https://') || !URL.canParse(href)) throw new Error(`“${href}” is no https link and no guide:slug`);
  return { type: 'link', text, href };
}

/** The same tree with each text changed; links keep where they lead. */
export function mapGuideText(blocks: TextBlock[], change: (text: string) => string): TextBlock[] {
  const spans = (all: TextSpan[]): TextSpan[] => all.map((span) => ({ ...span, text: change(span.text) }));
  return blocks.map((block) =>
    block.type === 'list' ? { type: 'list', items: block.items.map(spans) } : { type: 'paragraph', spans: spans(block.spans) },
  );
}
