const SECONDS: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400 };

/** `90s`, `30m`, `24h`, `7d` or plain seconds, in seconds; `null` for anything else. */
export function parseDuration(text: string): number | null {
  const [, count = '', unit = 's'] = /^(\d{1,9})([smhd]?)$/.exec(text.trim()) ?? [];
  const factor = SECONDS[unit === '' ? 's' : unit];
  return count === '' || factor === undefined ? null : Number(count) * factor;
}
