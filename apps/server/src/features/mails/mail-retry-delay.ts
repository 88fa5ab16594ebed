/** After these tries, which take about a day, a mail is given up: a notice that comes later helps nobody. */
export const MAX_MAIL_ATTEMPTS = 7;

const FIRST_DELAY_SECONDS = 60;
/** Spreads the tries of mails that failed together. */
const JITTER = 0.2;

/** How long to wait after so many failed tries; four times as long each time. `null`: no further try. */
export function mailRetryDelaySeconds(attempts: number, fraction: number): number | null {
  if (attempts >= MAX_MAIL_ATTEMPTS) return null;
  return FIRST_DELAY_SECONDS * 4 ** (attempts - 1) * (1 - JITTER + 2 * JITTER * fraction);
}
