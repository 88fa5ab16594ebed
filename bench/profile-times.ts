/** What `Profiler.stop` of the inspector returns, as far as it is read here. */
export interface CpuProfile {
  nodes: { id: number; callFrame: { functionName: string; url: string; lineNumber: number }; children?: number[] }[];
  samples: number[];
}

export interface Share {
  name: string;
  /** Part of the time that the process was not idle. */
  share: number;
}

export interface ProfileTimes {
  /** Time that functions themselves took, the longest first. */
  functions: Share[];
  /** The same by package, or by folder of our own. */
  places: Share[];
  /** Functions with all that they call until they first wait; a function that calls itself is counted once. Node.js' own are left out. */
  inclusive: Share[];
}

type Node = CpuProfile['nodes'][number];

export function profileTimes(profile: CpuProfile): ProfileTimes {
  const nodes = new Map(profile.nodes.map((node) => [node.id, node]));
  const hits = new Map<number, number>();
  for (const id of profile.samples) hits.set(id, (hits.get(id) ?? 0) + 1);
  for (const { id, callFrame } of profile.nodes) if (callFrame.functionName === '(idle)') hits.delete(id);
  const total = [...hits.values()].reduce((sum, count) => sum + count, 0);
  const functions = new Map<string, number>();
  const places = new Map<string, number>();
  for (const [id, count] of hits) {
    const node = nodes.get(id);
    if (node === undefined) continue;
    add(functions, nameOf(node), count);
    add(places, placeOf(node), count);
  }
  const inclusive = inclusiveHits(profile, hits);
  return { functions: shares(functions, total), places: shares(places, total), inclusive: shares(inclusive, total) };
}

function inclusiveHits(profile: CpuProfile, hits: ReadonlyMap<number, number>): Map<string, number> {
  const nodes = new Map(profile.nodes.map((node) => [node.id, node]));
  const sums = new Map<string, number>();
  const visit = (node: Node, above: ReadonlySet<string>): number => {
    const name = nameOf(node);
    const inside = new Set(above).add(name);
    let count = hits.get(node.id) ?? 0;
    for (const id of node.children ?? []) {
      const child = nodes.get(id);
      if (child !== undefined) count += visit(child, inside);
    }
    if (!above.has(name) && node.callFrame.url.startsWith('file:')) add(sums, name, count);
    return count;
  };
  const [root] = profile.nodes;
  if (root !== undefined) visit(root, new Set());
  return sums;
}

function nameOf({ callFrame: { functionName, url, lineNumber } }: Node): string {
  const name = functionName || '(anonymous)';
  return url === '' ? name : `${name}  ${fileOf(url)}:${lineNumber + 1}`;
}

/** A file within its package, or within our own workspace. */
function fileOf(url: string): string {
  return url.replace(/^.*\/node_modules\//, '').replace(/^.*\/(apps|packages)\/([^/]+)\/dist\//, '$1/$2/');
}

function placeOf({ callFrame: { functionName, url } }: Node): string {
  if (url === '') return functionName.startsWith('(') ? functionName : 'node, native';
  if (url.startsWith('node:')) return 'node';
  if (!url.includes('/node_modules/')) return fileOf(url).split('/').slice(0, -1).join('/');
  return /^(?:@[^/]+\/)?[^/]+/.exec(fileOf(url))?.[0] ?? url;
}

function add(sums: Map<string, number>, name: string, count: number): void {
  sums.set(name, (sums.get(name) ?? 0) + count);
}

function shares(sums: Map<string, number>, total: number): Share[] {
  return [...sums].map(([name, count]) => ({ name, share: count / total })).toSorted((a, b) => b.share - a.share);
}
