import { crc32, deflateSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { ImageFault } from './image-fault.ts';
import { readStillImage } from './read-still-image.ts';

const LIMIT = 64;

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const [size, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  size.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([size, body, sum]);
}

interface PngParts {
  width?: number;
  height?: number;
  interlace?: number;
  pixels?: Buffer;
  between?: Buffer[];
}

/** Grey, one byte a pixel. */
function png({ width = 6, height = 4, interlace = 0, pixels, between = [] }: PngParts = {}): Buffer {
  const header = Buffer.from([0, 0, 0, 0, 0, 0, 0, 0, 8, 0, 0, 0, interlace]);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  const packed = pixels ?? deflateSync(Buffer.alloc(height * (width + 1)));
  const signature = Buffer.from('89504e470d0a1a0a', 'hex');
  return Buffer.concat([signature, chunk('IHDR', header), ...between, chunk('IDAT', packed), chunk('IEND', Buffer.alloc(0))]);
}

/** 6 × 4 pixels, as Chromium writes them. */
const JPEG = Buffer.from(
  '/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAA0JCgsKCA0LCgsODg0PEyAVExISEyccHhcgLikxMC4pLSwzOko+MzZGNywtQFdBRkxOUlNSMj5aYVpQYEpRUk//2wBDAQ4ODhMREyYVFSZPNS01T09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT09PT0//wAARCAAEAAYDASIAAhEBAxEB/8QAFQABAQAAAAAAAAAAAAAAAAAAAAf/xAAiEAAABQEJAAAAAAAAAAAAAAAAAQMEERQCBRITISIjMWH/xAAVAQEBAAAAAAAAAAAAAAAAAAACA//EABkRAAEFAAAAAAAAAAAAAAAAAAACAzEygf/aAAwDAQACEQMRAD8AoLa7qd8q6rXiubPEqriTsSc7SjSOi8AABTBZ+2H/2Q==',
  'base64',
);
const VP8 = Buffer.from(
  '900100 9d012a 06000400 02804225a00274ba00039800feee0a67ba0cb3869b7fd4067fe5a1feab43f5b80000'.replaceAll(' ', ''),
  'hex',
);
const ALPH = Buffer.from('010f30ff11116238c22fa1fe', 'hex');

function webp(parts: [string, Buffer][]): Buffer {
  const body = parts.map(([type, data]) => {
    const size = Buffer.alloc(4);
    size.writeUInt32LE(data.length);
    return Buffer.concat([Buffer.from(type, 'latin1'), size, data, Buffer.alloc(data.length % 2)]);
  });
  const whole = Buffer.concat([Buffer.from('RIFF\0\0\0\0WEBP', 'latin1'), ...body]);
  whole.writeUInt32LE(whole.length - 8, 4);
  return whole;
}

const canvas = (flags: number): Buffer => Buffer.from([flags, 0, 0, 0, 5, 0, 0, 3, 0, 0]);

function faultOf(bytes: Buffer): string {
  try {
    readStillImage(bytes, LIMIT);
  } catch (error) {
    if (error instanceof ImageFault) return error.message;
    throw error;
  }
  return 'taken';
}

describe('is taken, and keeps nothing but what draws it', () => {
  const payload = Buffer.from('<script>alert(1)</script>');

  test('a PNG, plain or interlaced', () => {
    const plain = png();
    expect(readStillImage(plain, LIMIT)).toEqual({ media_type: 'image/png', width: 6, height: 4, content: plain });
    expect(readStillImage(png({ between: [chunk('tEXt', payload), chunk('eXIf', payload)] }), LIMIT).content).toEqual(plain);
    // The passes of 6 × 4 pixels have 1, 1, 0, 1, 1, 2 and 2 lines of 1, 1, 2, 1, 3, 3 and 6 pixels (PNG §8.2).
    const lines = 2 + 2 + 2 + 4 + 2 * 4 + 2 * 7;
    const interlaced = (size: number) => png({ interlace: 1, pixels: deflateSync(Buffer.alloc(size)) });
    expect(faultOf(interlaced(lines))).toBe('taken');
    expect(faultOf(interlaced(lines + 1))).toContain('header');
  });

  test('a JPEG, without comments, Exif and profiles', () => {
    const comment = Buffer.concat([Buffer.from([0xff, 0xfe, 0, payload.length + 2]), payload]);
    const commented = Buffer.concat([JPEG.subarray(0, 2), comment, JPEG.subarray(2)]);
    const read = readStillImage(commented, LIMIT);
    expect(read).toMatchObject({ media_type: 'image/jpeg', width: 6, height: 4 });
    expect(read.content.includes('script')).toBe(false);
    expect(readStillImage(read.content, LIMIT).content).toEqual(read.content);
  });

  test('a WebP, with or without transparency', () => {
    const plain = webp([['VP8 ', VP8]]);
    expect(readStillImage(plain, LIMIT)).toEqual({ media_type: 'image/webp', width: 6, height: 4, content: plain });
    const clear = webp([
      ['VP8X', canvas(0x10)],
      ['ALPH', ALPH],
      ['VP8 ', VP8],
    ]);
    const described = webp([
      ['VP8X', canvas(0x3c)],
      ['ICCP', payload],
      ['ALPH', ALPH],
      ['VP8 ', VP8],
      ['EXIF', payload],
      ['XMP ', payload],
    ]);
    expect(readStillImage(described, LIMIT).content).toEqual(clear);
  });
});

describe('is refused, and the reason says what it is', () => {
  test.each<[string, Buffer, RegExp]>([
    [
      'a PNG whose pixels unpack to more than its header says (a bomb)',
      png({ pixels: deflateSync(Buffer.alloc(20_000_000)) }),
      /more than its header/,
    ],
    [
      'a PNG that claims to be enormous',
      png({ width: 60_000, height: 60_000, pixels: Buffer.alloc(10) }),
      /60000 × 60000 pixels; 64 each way/,
    ],
    ['a PNG with too few pixels', png({ pixels: deflateSync(Buffer.alloc(3)) }), /not as many/],
    [
      'a PNG with something behind its pixels',
      png({ pixels: Buffer.concat([deflateSync(Buffer.alloc(28)), Buffer.from('PK\x03\x04')]) }),
      /not as many/,
    ],
    ['a PNG with something behind its end', Buffer.concat([png(), Buffer.from('<script>')]), /behind its end/],
    ['a PNG with a wrong checksum', Buffer.from(png().map((byte, index) => (index === 20 ? byte ^ 1 : byte))), /checksum/],
    ['a PNG that is cut off', png().subarray(0, -5), /cut off/],
    ['an animated PNG', png({ between: [chunk('acTL', Buffer.alloc(8))] }), /animated/],
    ['a PNG with an unknown critical part', png({ between: [chunk('EViL', Buffer.alloc(8))] }), /no viewer knows/],
    ['a JPEG with something behind its end', Buffer.concat([JPEG, Buffer.from('PK\x03\x04')]), /behind its end/],
    ['a JPEG that is cut off', JPEG.subarray(0, -2), /cut off/],
    [
      'a JPEG that claims to be enormous',
      Buffer.from(JPEG.toString('hex').replace('ffc000110800040006', 'ffc000110840004000'), 'hex'),
      /pixels; 64/,
    ],
    [
      'an animated WebP',
      webp([
        ['VP8X', canvas(0x02)],
        ['ANIM', Buffer.alloc(6)],
      ]),
      /animated/,
    ],
    ['a WebP with something behind its end', Buffer.concat([webp([['VP8 ', VP8]]), Buffer.from('x')]), /behind its end/],
    [
      'a WebP with two pictures',
      webp([
        ['VP8 ', VP8],
        ['VP8 ', VP8],
      ]),
      /out of order/,
    ],
    [
      'an SVG',
      Buffer.from('<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script/></svg>'),
      /is SVG, which can carry scripts; PNG, JPEG and WebP/,
    ],
    ['a page', Buffer.from('<!doctype html><script>alert(1)</script>'), /markup/],
    ['a GIF', Buffer.from('GIF89a'), /is GIF/],
    ['nothing', Buffer.alloc(0), /empty/],
    ['a signature alone', Buffer.from('89504e470d0a1a0a', 'hex'), /without a header/],
  ])('%s', (_, bytes, reason) => {
    expect(faultOf(bytes)).toMatch(reason);
  });
});
