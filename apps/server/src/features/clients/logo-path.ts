/** Where a logo is served; it changes with the content, so that browsers may keep it for ever. */
export function logoPath(hash: string): string {
  return `/logos/${hash}`;
}
