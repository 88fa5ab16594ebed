import type { Pace } from './compare-systems.ts';
import type { Flow } from './flows/flow.ts';
import { freePort } from '../tests/support/free-port.ts';
import { Inspector } from '../tests/support/inspector.ts';
import { measureWindow } from './measure-window.ts';
import { profileTimes, type CpuProfile, type ProfileTimes, type Share } from './profile-times.ts';
import { setStage } from './set-stage.ts';
import { startConsentry } from './systems/consentry.ts';
import { startEngineInMemory } from './systems/engine-in-memory.ts';
import type { System } from './systems/system.ts';
import { warmUp } from './warm-up.ts';

const IN_FLIGHT = 32;
const FUNCTIONS = 25;

/** Where our server spends its time in a flow, beside the engine in memory, as text; ours goes to whoever wants to open it. */
export async function profileFlow(
  flow: Flow,
  { database_url, pace }: { database_url: string; pace: Pace },
): Promise<{ text: string; profile: CpuProfile }> {
  const engine = await profiled(flow, pace, (node) => startEngineInMemory({ node }));
  const ours = await profiled(flow, pace, (node) => startConsentry({ database_url, node, bundled: false }));
  const { functions, inclusive } = ours.times;
  const list = (title: string, entries: Share[]): string =>
    [`${title}:`, ...entries.slice(0, FUNCTIONS).map(({ name, share }) => `${microseconds(ours, share)}  ${name}`)].join('\n');
  const text = [
    `${flow.title}, ${IN_FLIGHT} in flight, µs of processor time for each operation`,
    packages(engine, ours),
    list('Ours, by function, itself', functions),
    list('Ours, by function, with what it calls until it first waits', inclusive),
  ].join('\n\n');
  return { text, profile: ours.profile };
}

interface Profiled {
  profile: CpuProfile;
  times: ProfileTimes;
  /** Of one operation, threads included. */
  cpu_us: number;
}

async function profiled(flow: Flow, pace: Pace, start: (node: string[]) => Promise<System>): Promise<Profiled> {
  const port = await freePort();
  const system = await start([`--inspect=127.0.0.1:${port}`]);
  const inspector = await Inspector.at(port);
  await warmUp([flow], [system], pace.warm_up_seconds);
  const stage = await setStage(flow, system, { in_flight: IN_FLIGHT, seconds: pace.settle_seconds + pace.window_seconds });
  await measureWindow(stage.operations, pace.settle_seconds, system.process.pid);
  await inspector.call('Profiler.enable');
  await inspector.call('Profiler.setSamplingInterval', { interval: 250 });
  await inspector.call('Profiler.start');
  const window = await measureWindow(stage.operations, pace.window_seconds, system.process.pid);
  const { profile } = (await inspector.call('Profiler.stop')) as { profile: CpuProfile };
  stage.close();
  inspector.close();
  await system.stop();
  return { profile, times: profileTimes(profile), cpu_us: ((window.cpu_ms ?? NaN) / window.operations) * 1000 };
}

/** By package, or folder of our own: the engine in memory, and our server. */
function packages(engine: Profiled, ours: Profiled): string {
  const shareIn = ({ times }: Profiled, name: string): number => times.places.find((place) => place.name === name)?.share ?? 0;
  const names = ours.times.places.slice(0, FUNCTIONS).map(({ name }) => name);
  const row = (name: string): string =>
    `${microseconds(engine, shareIn(engine, name))} ${microseconds(ours, shareIn(ours, name))}  ${name}`;
  return ['  engine     ours', `${microseconds(engine, 1)} ${microseconds(ours, 1)}  in all`, ...names.map(row)].join('\n');
}

function microseconds({ cpu_us }: Profiled, share: number): string {
  return (share * cpu_us).toFixed(0).padStart(8);
}
