/** The same bytes in memory of their own. A small `Buffer` is a part of 64 KB that others share, and all of it stays as long as one is kept. */
export function ownBytes(bytes: Uint8Array): Uint8Array {
  return new Uint8Array(bytes);
}
