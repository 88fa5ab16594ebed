import type { Flow } from './flows/flow.ts';
import { freePort } from '../tests/support/free-port.ts';
import { Inspector } from './inspector.ts';
import { measureWindow } from './measure-window.ts';
import { profileTimes, type CpuProfile, type Share } from './profile-times.ts';
import { setStage } from './set-stage.ts';
import { startConsentry } from './systems/consentry.ts';

const IN_FLIGHT = 32;
const WARM_UP_SECONDS = 4;
const FUNCTIONS = 25;

/** Where our server spends its time in a flow, as text; the profile itself goes to whoever wants to open it. */
export async function profileFlow(
  flow: Flow,
  { database_url, seconds }: { database_url: string; seconds: number },
): Promise<{ text: string; profile: CpuProfile }> {
  const port = await freePort();
  const system = await startConsentry({ database_url, node: [`--inspect=127.0.0.1:${port}`] });
  const inspector = await Inspector.at(port);
  const stage = await setStage(flow, system, { in_flight: IN_FLIGHT, seconds: WARM_UP_SECONDS + seconds });
  await measureWindow(stage.operations, WARM_UP_SECONDS, system.process.pid);
  await inspector.call('Profiler.enable');
  await inspector.call('Profiler.setSamplingInterval', { interval: 250 });
  await inspector.call('Profiler.start');
  const window = await measureWindow(stage.operations, seconds, system.process.pid);
  const { profile } = (await inspector.call('Profiler.stop')) as { profile: CpuProfile };
  stage.close();
  inspector.close();
  await system.stop();
  const pace = `${Math.round(window.operations / window.seconds)} a second with ${IN_FLIGHT} in flight while profiled`;
  const cpuMs = window.cpu_ms === null ? null : window.cpu_ms / window.operations;
  return { text: `${flow.title}: ${pace}\n\n${describe(profile, cpuMs)}`, profile };
}

/** @param cpuMs processor time of one operation, which the shares are shares of */
function describe(profile: CpuProfile, cpuMs: number | null): string {
  const { functions, places, inclusive } = profileTimes(profile);
  const line = ({ name, share }: Share): string =>
    `${(share * 100).toFixed(1).padStart(6)} %  ${cpuMs === null ? '' : `${(share * cpuMs * 1000).toFixed(0).padStart(6)} µs  `}${name}`;
  const list = (title: string, entries: Share[]): string => [`${title}:`, ...entries.slice(0, FUNCTIONS).map(line)].join('\n');
  return [
    list('By package, or folder of our own', places),
    list('By function, itself', functions),
    list('By function, with what it calls until it first waits', inclusive),
  ].join('\n\n');
}
