import { measureWindow, type HowLong, type WindowFigures } from './measure-window.ts';
import type { ReadyFlow } from './set-stage.ts';

/** One window of a flow that is ready; says what the process wrote when an operation fails. */
export async function measureReady({ system, operations }: ReadyFlow, howLong: HowLong): Promise<WindowFigures> {
  return measureWindow(operations, howLong, system.process.pid).catch((cause: unknown) => {
    throw new Error(`an operation on ${system.name} failed; the process wrote:\n${system.process.output()}`, { cause });
  });
}
