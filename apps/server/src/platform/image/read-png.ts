import { crc32, inflateSync } from 'node:zlib';
import { ImageFault } from './image-fault.ts';
import type { StillImage } from './still-image.ts';
import { tooManyPixels } from './too-many-pixels.ts';

export const PNG_SIGNATURE = Buffer.from('89504e470d0a1a0a', 'hex');

interface Chunk {
  type: string;
  data: Buffer;
  /** As it stands in the file, checksum included. */
  whole: Buffer;
}

interface Header {
  width: number;
  height: number;
  bits_per_pixel: number;
  interlaced: boolean;
}

/** What draws the image (PNG §5.6); the rest is metadata, and goes. */
const DRAWING = new Set(['IHDR', 'PLTE', 'tRNS', 'IDAT', 'IEND']);
/** Colour type → channels and allowed bit depths (PNG §11.2.1). */
const COLOUR_TYPES: Readonly<Record<number, { channels: number; depths: readonly number[] }>> = {
  0: { channels: 1, depths: [1, 2, 4, 8, 16] },
  2: { channels: 3, depths: [8, 16] },
  3: { channels: 1, depths: [1, 2, 4, 8] },
  4: { channels: 2, depths: [8, 16] },
  6: { channels: 4, depths: [8, 16] },
};
/** The passes of Adam7 (PNG §8.2): first column and row, steps. */
const PASSES = [
  [0, 0, 8, 8],
  [4, 0, 8, 8],
  [0, 4, 4, 8],
  [2, 0, 4, 4],
  [0, 2, 2, 4],
  [1, 0, 2, 2],
  [0, 1, 1, 2],
] as const;

/**
 * Reads a PNG to the last byte: every chunk with its checksum, and the pixels unpacked, which have to be exactly as many as the header
 * says. So neither a bomb nor anything hidden behind or between the pixels comes through. Throws `ImageFault`.
 */
export function readPng(bytes: Buffer, maxPixels: number): StillImage {
  const chunks = chunksOf(bytes);
  const header = headerOf(chunks[0]);
  if (header.width > maxPixels || header.height > maxPixels) throw tooManyPixels(header, maxPixels);
  assertOrder(chunks);
  assertPixels(chunks, header);
  const content = Buffer.concat([PNG_SIGNATURE, ...chunks.filter(({ type }) => DRAWING.has(type)).map(({ whole }) => whole)]);
  return { media_type: 'image/png', width: header.width, height: header.height, content };
}

function chunksOf(bytes: Buffer): Chunk[] {
  const chunks: Chunk[] = [];
  let offset = PNG_SIGNATURE.length;
  while (offset < bytes.length) {
    const end = offset + 12 + (offset + 8 <= bytes.length ? bytes.readUInt32BE(offset) : 0);
    if (end > bytes.length || chunks.at(-1)?.type === 'IEND')
      throw new ImageFault('is a PNG that is cut off, or has something behind its end');
    const data = bytes.subarray(offset + 8, end - 4);
    if (crc32(bytes.subarray(offset + 4, end - 4)) !== bytes.readUInt32BE(end - 4))
      throw new ImageFault('is a damaged PNG: a checksum is wrong');
    chunks.push({ type: bytes.toString('latin1', offset + 4, offset + 8), data, whole: bytes.subarray(offset, end) });
    offset = end;
  }
  return chunks;
}

function headerOf(chunk: Chunk | undefined): Header {
  if (chunk?.type !== 'IHDR' || chunk.data.length !== 13) throw new ImageFault('is a PNG without a header');
  const [depth = 0, colour = 0, compression, filter, interlace = 0] = chunk.data.subarray(8);
  const kind = COLOUR_TYPES[colour];
  if (kind === undefined || !kind.depths.includes(depth) || compression !== 0 || filter !== 0 || interlace > 1)
    throw new ImageFault('is a PNG of a kind that does not exist');
  const [width, height] = [chunk.data.readUInt32BE(0), chunk.data.readUInt32BE(4)];
  if (width === 0 || height === 0) throw new ImageFault('is a PNG without pixels');
  return { width, height, bits_per_pixel: depth * kind.channels, interlaced: interlace === 1 };
}

function assertOrder(chunks: Chunk[]): void {
  const types = chunks.map(({ type }) => type);
  if (types.includes('acTL')) throw new ImageFault('is animated; a still image is needed');
  const unknown = types.find((type) => !DRAWING.has(type) && !/^[a-z][A-Za-z]{3}$/.test(type));
  if (unknown !== undefined) throw new ImageFault('is a PNG with a part that no viewer knows');
  const once = (type: string): boolean => types.filter((each) => each === type).length <= 1;
  const pixels = types.slice(types.indexOf('IDAT'), types.lastIndexOf('IDAT') + 1);
  const ends = types.at(-1) === 'IEND' && chunks.at(-1)?.data.length === 0;
  if (!ends || pixels.length === 0 || pixels.some((type) => type !== 'IDAT') || !['IHDR', 'PLTE', 'tRNS', 'IEND'].every(once))
    throw new ImageFault('is a PNG whose parts are incomplete or out of order');
}

function assertPixels(chunks: Chunk[], header: Header): void {
  const packed = Buffer.concat(chunks.filter(({ type }) => type === 'IDAT').map(({ data }) => data));
  const lines = linesOf(header);
  const size = lines.reduce((total, { bytes, count }) => total + bytes * count, 0);
  const unpacked = unpack(packed, size);
  let offset = 0;
  for (const { bytes, count } of lines) {
    for (let line = 0; line < count; line += 1, offset += bytes) {
      // The type of the line's filter (PNG §9.2).
      if ((unpacked[offset] ?? 5) > 4) throw new ImageFault('is a damaged PNG: a line of pixels cannot be read');
    }
  }
}

/** Never more than the size is unpacked. */
function unpack(packed: Buffer, size: number): Buffer {
  try {
    const { buffer, engine } = inflateSync(packed, { maxOutputLength: size, info: true }) as unknown as {
      buffer: Buffer;
      engine: { bytesWritten: number };
    };
    if (buffer.length === size && engine.bytesWritten === packed.length) return buffer;
  } catch (cause) {
    throw new ImageFault('is a PNG whose pixels cannot be unpacked, or are more than its header says', { cause });
  }
  throw new ImageFault('is a PNG whose pixels are not as many as its header says');
}

/** The lines of pixels as they are packed, each with the byte of its filter. */
function linesOf({ width, height, bits_per_pixel, interlaced }: Header): { bytes: number; count: number }[] {
  const line = (pixels: number): number => 1 + Math.ceil((pixels * bits_per_pixel) / 8);
  if (!interlaced) return [{ bytes: line(width), count: height }];
  return PASSES.map(([x, y, dx, dy]) => ({ columns: Math.ceil((width - x) / dx), rows: Math.ceil((height - y) / dy) }))
    .filter(({ columns, rows }) => columns > 0 && rows > 0)
    .map(({ columns, rows }) => ({ bytes: line(columns), count: rows }));
}
