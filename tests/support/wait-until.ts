/** Asks again and again until the condition holds; across a process boundary there is nothing to await. */
export async function waitUntil<T>(
  what: string,
  condition: () => Promise<T | null | undefined | false>,
  options: { timeout_ms?: number; interval_ms?: number } = {},
): Promise<T> {
  const deadline = Date.now() + (options.timeout_ms ?? 20_000);
  let last: unknown = null;
  while (Date.now() < deadline) {
    try {
      const value = await condition();
      if (value !== null && value !== undefined && value !== false) return value;
    } catch (error) {
      last = error;
    }
    await new Promise((resolve) => setTimeout(resolve, options.interval_ms ?? 50));
  }
  throw new Error(`gave up waiting: ${what}`, last === null ? {} : { cause: last });
}
