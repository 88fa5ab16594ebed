/** RFC 6901 §6: a JSON pointer as URI fragment. */
export function jsonPointer(path: readonly PropertyKey[]): string {
  return `#${path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')}`;
}

/** The path that a pointer of `jsonPointer` names. */
export function pathOfPointer(pointer: string): string[] {
  return pointer
    .slice(1)
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
}
