/** The value below or at which `percent` of the values lie (nearest rank); `NaN` without values. */
export function percentileOf(values: readonly number[], percent: number): number {
  const sorted = Float64Array.from(values).toSorted();
  const rank = Math.max(1, Math.ceil((percent / 100) * sorted.length));
  return sorted[rank - 1] ?? Number.NaN;
}

/** The middle of the values. */
export function medianOf(values: readonly number[]): number {
  return percentileOf(values, 50);
}
