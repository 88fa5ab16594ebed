/** How long each of so many calls took, one after the other, in milliseconds; the first, which warms things up, is left out. */
export async function timesOf(call: () => Promise<unknown>, calls: number): Promise<number[]> {
  await call();
  const times: number[] = [];
  for (let index = 0; index < calls; index += 1) {
    const start = performance.now();
    await call();
    times.push(performance.now() - start);
  }
  return times;
}

/** The value that so many percent don't exceed, to a tenth. */
export function percentile(values: readonly number[], percent: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const value = sorted[Math.min(sorted.length - 1, Math.ceil((sorted.length * percent) / 100) - 1)] ?? 0;
  return Math.round(value * 10) / 10;
}
