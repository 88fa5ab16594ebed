const UNITS = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
  ['second', 1],
] as const;

/** 5400 → “1 hour 30 minutes”; `null` for what is no lifetime. */
export function durationWords(seconds: number, language: string, longest = 86_400): string | null {
  if (!Number.isInteger(seconds) || seconds < 1 || seconds > longest) return null;
  const words: string[] = [];
  let rest = seconds;
  for (const [unit, size] of UNITS) {
    const count = Math.floor(rest / size);
    rest -= count * size;
    if (count > 0) words.push(new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'long' }).format(count));
  }
  return words.join(' ');
}
