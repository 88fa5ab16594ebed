const full = process.env['FAULTS'] === 'full';

/** How often, or how much: little in every run, all of it when asked for. */
export function size({ quick, full: all }: { quick: number; full: number }): number {
  return full ? all : quick;
}
