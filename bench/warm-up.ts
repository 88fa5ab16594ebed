import type { Flow } from './flows/flow.ts';
import { measureReady } from './measure-ready.ts';
import { setStage } from './set-stage.ts';
import { NAMES, type System } from './systems/system.ts';

const IN_FLIGHT = 32;

/**
 * Runs each flow on each system for a while. What is measured then is what a server does that has run for some time: Node.js compiles
 * code that runs often only after a while, that of a code flow after a minute.
 */
export async function warmUp(flows: readonly Flow[], systems: readonly System[], seconds: number): Promise<void> {
  if (seconds === 0) return;
  for (const flow of flows) {
    for (const system of takingPart(flow, systems)) {
      const stage = await setStage(flow, system, { in_flight: IN_FLIGHT, seconds });
      await measureReady(stage, seconds);
      stage.close();
    }
  }
}

/** The bare routes have something to say about some flows alone. */
export function takingPart(flow: Flow, systems: readonly System[]): System[] {
  return systems.filter(({ name }) => flow.on_bare || name !== NAMES.bare);
}
