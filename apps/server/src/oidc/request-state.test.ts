import { Agent, request } from 'node:http';
import { getHeapSpaceStatistics, setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestApp, type TestApp } from '../testing/test-app.ts';

const REQUESTS = 400;
const BETWEEN_COLLECTIONS = 20;
/** A request that is kept is 7,000 and more. */
const FEW_BYTES = 2_000;

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as (options: { type: 'minor' | 'major' }) => void;
const agent = new Agent({ keepAlive: true, maxSockets: 1 });
let app: TestApp;

beforeAll(async () => {
  app = await startTestApp();
});
afterAll(async () => {
  agent.destroy();
  await app.stop();
});

async function ask(method: string, path: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const asked = request(`${app.url}${path}`, { method, agent }, (answer) => {
      answer.resume();
      answer.once('end', () => resolve(answer.statusCode ?? 0));
    });
    asked.once('error', reject);
    asked.end();
  });
}

const heldForLong = () => getHeapSpaceStatistics().find(({ space_name }) => space_name === 'old_space')?.space_used_size ?? 0;

/** Bytes of each request that minor collections leave. */
async function leftByEach(method: string, path: string): Promise<number> {
  const some = async (count: number) => {
    for (let done = 0; done < count; done += 1) {
      await ask(method, path);
      if (done % BETWEEN_COLLECTIONS === 0) collect({ type: 'minor' });
    }
  };
  await some(REQUESTS / 2);
  collect({ type: 'major' });
  const before = heldForLong();
  await some(REQUESTS);
  return (heldForLong() - before) / REQUESTS;
}

describe('what belongs to a request goes with the next minor collection', () => {
  for (const [method, path] of [
    ['OPTIONS', '/oauth2/token'],
    ['POST', '/oauth2/token'],
    ['GET', '/oauth2/userinfo'],
    ['POST', '/oauth2/introspect'],
    ['GET', '/oauth2/device'],
    ['GET', '/sign-in/unknown'],
    ['GET', '/api/v1/clients'],
  ] as const) {
    it(`${method} ${path}`, async () => {
      expect(await leftByEach(method, path)).toBeLessThan(FEW_BYTES);
    });
  }
});
