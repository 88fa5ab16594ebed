/** The one place where the console reads the time. */
export function now(): number {
  return Date.now();
}
