const SHOWN = 50;

/** Faults as an indented list; more than a terminal shows are counted. */
export function faultList(faults: readonly string[]): string {
  const lines = faults.slice(0, SHOWN).map((fault) => `  ${fault}`);
  if (faults.length > SHOWN) lines.push(`  … and ${faults.length - SHOWN} more`);
  return lines.join('\n');
}
