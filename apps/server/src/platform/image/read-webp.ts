import { ImageFault } from './image-fault.ts';
import type { StillImage } from './still-image.ts';
import { tooManyPixels } from './too-many-pixels.ts';

interface Chunk {
  type: string;
  data: Buffer;
}

interface Size {
  width: number;
  height: number;
}

const METADATA = new Set(['ICCP', 'EXIF', 'XMP ']);
/** Flags of `VP8X` (RFC 9649 §2.7). */
const ANIMATION = 0x02;
const ALPHA = 0x10;

export function isWebp(bytes: Buffer): boolean {
  return bytes.length >= 12 && bytes.toString('latin1', 0, 4) === 'RIFF' && bytes.toString('latin1', 8, 12) === 'WEBP';
}

/** Reads the chunks of a WebP (RFC 9649) to the last byte and keeps those that draw it. Throws `ImageFault`. */
export function readWebp(bytes: Buffer, maxPixels: number): StillImage {
  const chunks = chunksOf(bytes);
  const kinds = chunks.filter(({ type }) => !METADATA.has(type));
  const extended = kinds[0]?.type === 'VP8X' ? kinds.shift() : undefined;
  if (extended !== undefined && ((extended.data[0] ?? 0) & ANIMATION) !== 0) throw new ImageFault('is animated; a still image is needed');
  const alpha = extended !== undefined && kinds[0]?.type === 'ALPH' ? kinds.shift() : undefined;
  const [pixels] = kinds;
  if (pixels === undefined || kinds.length > 1) throw new ImageFault('is a WebP whose parts are incomplete or out of order');
  const size = sizeOf(pixels);
  if (size.width > maxPixels || size.height > maxPixels) throw tooManyPixels(size, maxPixels);
  if (extended !== undefined) assertCanvas(extended, size);
  // Only transparency beside lossy pixels needs the extended form.
  const content = alpha === undefined ? riff([pixels]) : riff([canvas(size), alpha, pixels]);
  return { media_type: 'image/webp', ...size, content };
}

function chunksOf(bytes: Buffer): Chunk[] {
  if (bytes.readUInt32LE(4) + 8 !== bytes.length) throw new ImageFault('is a WebP that is cut off, or has something behind its end');
  const chunks: Chunk[] = [];
  let offset = 12;
  while (offset < bytes.length) {
    const size = offset + 8 <= bytes.length ? bytes.readUInt32LE(offset + 4) : bytes.length;
    const end = offset + 8 + size + (size % 2);
    if (end > bytes.length) throw new ImageFault('is a WebP that is cut off');
    chunks.push({ type: bytes.toString('latin1', offset, offset + 4), data: bytes.subarray(offset + 8, offset + 8 + size) });
    offset = end;
  }
  return chunks;
}

function sizeOf({ type, data }: Chunk): Size {
  // A key frame and its start code (RFC 6386 §9.1).
  if (type === 'VP8 ' && data.length >= 10 && ((data[0] ?? 1) & 1) === 0 && data.toString('hex', 3, 6) === '9d012a')
    return nonEmpty({ width: data.readUInt16LE(6) & 0x3fff, height: data.readUInt16LE(8) & 0x3fff });
  if (type === 'VP8L' && data.length >= 5 && data[0] === 0x2f) {
    const bits = data.readUInt32LE(1);
    // Version 0 is the only one (RFC 9649 §3.4).
    if (bits >>> 29 === 0) return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
  }
  throw new ImageFault('is a WebP whose pixels cannot be read');
}

function nonEmpty(size: Size): Size {
  if (size.width === 0 || size.height === 0) throw new ImageFault('is a WebP without pixels');
  return size;
}

function assertCanvas({ data }: Chunk, size: Size): void {
  const fits = data.length === 10 && data.readUIntLE(4, 3) + 1 === size.width && data.readUIntLE(7, 3) + 1 === size.height;
  if (!fits) throw new ImageFault('is a WebP whose size is not that of its pixels');
}

function canvas({ width, height }: Size): Chunk {
  const data = Buffer.alloc(10);
  data[0] = ALPHA;
  data.writeUIntLE(width - 1, 4, 3);
  data.writeUIntLE(height - 1, 7, 3);
  return { type: 'VP8X', data };
}

function riff(chunks: Chunk[]): Buffer {
  const body = chunks.flatMap(({ type, data }) => {
    const head = Buffer.alloc(8);
    head.write(type, 'latin1');
    head.writeUInt32LE(data.length, 4);
    return [head, data, Buffer.alloc(data.length % 2)];
  });
  const head = Buffer.alloc(12);
  head.write('RIFF', 'latin1');
  head.writeUInt32LE(4 + body.reduce((total, part) => total + part.length, 0), 4);
  head.write('WEBP', 8, 'latin1');
  return Buffer.concat([head, ...body]);
}
