import { exchange, type Exchange } from '../tests/support/http-exchange.ts';
import { authorizationTarget, challengeOf } from './flows/signed-in-visitor.ts';
import { HttpConnection } from './http/http-connection.ts';
import { Visitor } from './http/visitor.ts';
import { measureWindow } from './measure-window.ts';
import { startConsentry } from './systems/consentry.ts';
import { PASSWORD } from './systems/parties.ts';

export interface PageWeight {
  page: string;
  /** Of bodies over the wire: the page and what it loads before anybody clicks. */
  bytes: number;
  requests: number;
  /** Processor time of the server for the page itself. */
  cpu_ms: number | null;
}

const SECONDS = 2;
const USERNAME = 'weight';

/** What the hosted pages and the console weigh, and what it costs to draw them. */
export async function weighPages(databaseUrl: string): Promise<PageWeight[]> {
  const system = await startConsentry({ database_url: databaseUrl });
  await system.addUsers([USERNAME]);
  const connection = new HttpConnection(system.origin);
  const visitor = new Visitor(connection, system.origin);
  const weigh = async (page: string, path: string): Promise<PageWeight> => {
    const loaded = await loadAll(system.origin, path, visitor.cookiesFor(path));
    const drawn = await measureWindow([async () => void (await visitor.request(path))], SECONDS, system.process.pid);
    return {
      page,
      bytes: loaded.reduce((sum, { wire_bytes }) => sum + wire_bytes, 0),
      requests: loaded.length,
      cpu_ms: drawn.cpu_ms === null ? null : drawn.cpu_ms / drawn.operations,
    };
  };
  const request = authorizationTarget({ scope: 'openid profile email', state: 'weight', code_challenge: challengeOf('x'.repeat(43)) });
  const signIn = await pageBehind(visitor, request);
  const weights = [await weigh('sign-in', signIn)];
  const resume = (await visitor.answerPage(await visitor.request(signIn), { identifier: USERNAME, password: PASSWORD })).headers(
    'location',
  );
  weights.push(await weigh('consent', await pageBehind(visitor, resume[0] ?? '')));
  weights.push(await weigh('console, first load', await pageBehind(visitor, '/console/sign-in?return_to=%2Fconsole%2F')));
  connection.close();
  await system.stop();
  return weights;
}

/** Follows redirects to the path of a page. */
async function pageBehind(visitor: Visitor, from: string): Promise<string> {
  for (let target = from; ;) {
    const url = new URL(target, 'http://localhost');
    const location = (await visitor.request(url.pathname + url.search)).headers('location')[0];
    if (location === undefined) return url.pathname + url.search;
    target = location;
  }
}

/** A page and the scripts, styles and images that it names. */
async function loadAll(origin: string, path: string, cookie: string): Promise<Exchange[]> {
  const load = (target: string): Promise<Exchange> =>
    exchange(new URL(target, origin), { headers: { 'accept-encoding': 'gzip', accept: 'text/html', cookie } });
  const page = await load(path);
  if (page.status !== 200) throw new Error(`${path} answered ${page.status}`);
  const named = [...page.text.matchAll(/<(?:script|link|img)\b[^>]*?(?:src|href)="(\.?\/[^"]+)"/g)].map(([, target = '']) => target);
  const parts = await Promise.all([...new Set(named)].map((target) => load(new URL(target, new URL(path, origin)).pathname)));
  return [page, ...parts.filter(({ status }) => status === 200)];
}
