import { crc32, deflateSync } from 'node:zlib';

interface PngParts {
  width?: number;
  height?: number;
  /** The pixels as they are packed; absent: all black, as many as the header says. */
  packed?: Buffer;
  /** What stands before the pixels, by the type of its chunk. */
  before?: Record<string, Buffer>;
  /** What stands behind the end. */
  behind?: string;
}

/** A PNG in grey, with whatever faults a test wants it to have. */
export function makePng({ width = 32, height = 32, packed, before = {}, behind = '' }: PngParts = {}): Uint8Array<ArrayBuffer> {
  const header = Buffer.from([0, 0, 0, 0, 0, 0, 0, 0, 8, 0, 0, 0, 0]);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  const pixels = packed ?? deflateSync(Buffer.alloc(height * (width + 1)));
  const extra = Object.entries(before).map(([type, data]) => chunk(type, data));
  const signature = Buffer.from('89504e470d0a1a0a', 'hex');
  const parts = [signature, chunk('IHDR', header), ...extra, chunk('IDAT', pixels), chunk('IEND', Buffer.alloc(0)), Buffer.from(behind)];
  return new Uint8Array(Buffer.concat(parts));
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const [size, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  size.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([size, body, sum]);
}
