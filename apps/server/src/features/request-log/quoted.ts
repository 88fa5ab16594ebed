/** A value of somebody else's inside a sentence of ours. */
export function quoted(value: string): string {
  return `“${value}”`;
}

const LISTED = 10;

/** Values in a sentence; a long list is cut. */
export function quotedList(values: readonly string[]): string {
  if (values.length === 0) return 'none';
  const shown = values.slice(0, LISTED).map(quoted).join(', ');
  return values.length > LISTED ? `${shown} and ${values.length - LISTED} more` : shown;
}
