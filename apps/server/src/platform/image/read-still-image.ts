import { ImageFault } from './image-fault.ts';
import { JPEG_SIGNATURE, readJpeg } from './read-jpeg.ts';
import { PNG_SIGNATURE, readPng } from './read-png.ts';
import { isWebp, readWebp } from './read-webp.ts';
import type { StillImage } from './still-image.ts';

/** Reads an image by what it is, whatever it is said to be, and gives it back with nothing in it but what draws it. Throws `ImageFault`. */
export function readStillImage(bytes: Buffer, maxPixels: number): StillImage {
  if (startsWith(bytes, PNG_SIGNATURE)) return readPng(bytes, maxPixels);
  if (startsWith(bytes, JPEG_SIGNATURE)) return readJpeg(bytes, maxPixels);
  if (isWebp(bytes)) return readWebp(bytes, maxPixels);
  throw new ImageFault(`is ${whatElse(bytes)}; PNG, JPEG and WebP are taken`);
}

function startsWith(bytes: Buffer, signature: Buffer): boolean {
  return bytes.subarray(0, signature.length).equals(signature);
}

function whatElse(bytes: Buffer): string {
  const start = bytes.toString('latin1', 0, 1024);
  if (bytes.length === 0) return 'empty';
  if (/<svg\b/i.test(start)) return 'SVG, which can carry scripts';
  if (start.startsWith('GIF8')) return 'GIF';
  if (/^\s*</.test(start)) return 'a text in markup';
  return 'no image of a kind that is known here';
}
