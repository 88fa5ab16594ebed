/** After these tries, which take about an hour, a client has missed the logout. */
export const MAX_ATTEMPTS = 8;

const FIRST_DELAY_SECONDS = 30;
/** Spreads the tries of many deliveries that failed together. */
const JITTER = 0.2;

/** How long to wait after so many failed tries; twice as long each time. `null`: no further try. */
export function retryDelaySeconds(attempts: number, fraction: number): number | null {
  if (attempts >= MAX_ATTEMPTS) return null;
  return FIRST_DELAY_SECONDS * 2 ** (attempts - 1) * (1 - JITTER + 2 * JITTER * fraction);
}
