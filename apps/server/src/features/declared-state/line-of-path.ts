import { isAlias, isMap, isScalar, isSeq, type Document, type LineCounter, type Node } from 'yaml';

/** The line, from 1, of the deepest part of the path that the document has; a missing key is shown where it is missing. */
export function lineOfPath(document: Document.Parsed, lines: LineCounter, path: readonly PropertyKey[]): number {
  let node: Node | null | undefined = document.contents;
  let offset = node?.range?.[0] ?? 0;
  for (const part of path) {
    const child = childOf(document, node, String(part));
    if (child === null) break;
    offset = child.offset ?? offset;
    node = child.node;
  }
  return lines.linePos(offset).line;
}

interface Child {
  node: Node | null;
  offset: number | undefined;
}

/** A key’s own place is more telling than that of its value, which may begin on a later line. */
function childOf(document: Document.Parsed, node: Node | null | undefined, part: string): Child | null {
  const target = isAlias(node) ? node.resolve(document) : node;
  if (isMap<Node, Node | null>(target)) {
    const pair = target.items.find(({ key }) => isScalar(key) && String(key.value) === part);
    return pair === undefined ? null : { node: pair.value, offset: pair.key.range?.[0] };
  }
  if (!isSeq<Node>(target)) return null;
  const item = target.items[Number(part)];
  return item === undefined ? null : { node: item, offset: item.range?.[0] };
}
