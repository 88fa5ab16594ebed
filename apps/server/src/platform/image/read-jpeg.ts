import { ImageFault } from './image-fault.ts';
import type { StillImage } from './still-image.ts';
import { tooManyPixels } from './too-many-pixels.ts';

export const JPEG_SIGNATURE = Buffer.from('ffd8ff', 'hex');

const [SOI, EOI, SOS, DQT, DHT, DRI, APP14] = [0xd8, 0xd9, 0xda, 0xdb, 0xc4, 0xdd, 0xee];
/** Baseline, extended sequential and progressive (ITU-T T.81 table B.1): what browsers draw. */
const FRAMES = new Set([0xc0, 0xc1, 0xc2]);
const TABLES = new Set([DQT, DHT, DRI]);
/** Each scan costs a pass over the whole image; encoders use about ten. */
const MAX_SCANS = 24;

interface Segment {
  marker: number;
  whole: Buffer;
}

/** Reads the segments of a JPEG to the last byte and keeps those that draw it: no comments, no metadata, nothing behind the end. Throws `ImageFault`. */
export function readJpeg(bytes: Buffer, maxPixels: number): StillImage {
  const segments = segmentsOf(bytes);
  const frames = segments.filter(({ marker }) => FRAMES.has(marker));
  const [frame] = frames;
  if (frame === undefined || frames.length > 1) throw new ImageFault('is a JPEG of a kind that browsers do not draw');
  const size = sizeOf(frame.whole);
  if (size.width > maxPixels || size.height > maxPixels) throw tooManyPixels(size, maxPixels);
  const scans = segments.filter(({ marker }) => marker === SOS).length;
  if (scans === 0 || scans > MAX_SCANS) throw new ImageFault(`is a JPEG of ${scans} scans; 1 to ${MAX_SCANS} are taken`);
  const kept = segments.filter(({ marker }) => TABLES.has(marker) || FRAMES.has(marker) || marker === SOS || marker === APP14);
  const content = Buffer.concat([Buffer.from([0xff, SOI]), ...kept.map(({ whole }) => whole), Buffer.from([0xff, EOI])]);
  return { media_type: 'image/jpeg', ...size, content };
}

function segmentsOf(bytes: Buffer): Segment[] {
  const segments: Segment[] = [];
  let offset = 2;
  for (;;) {
    const marker = markerAt(bytes, offset);
    if (marker === EOI) {
      if (offset + 2 !== bytes.length) throw new ImageFault('is a JPEG with something behind its end');
      return segments;
    }
    const end = segmentEnd(bytes, offset, marker);
    segments.push({ marker, whole: bytes.subarray(offset, end) });
    offset = end;
  }
}

function markerAt(bytes: Buffer, offset: number): number {
  const marker = bytes[offset + 1];
  const isKnown = marker !== undefined && (marker === EOI || marker === SOS || TABLES.has(marker) || FRAMES.has(marker));
  const isMetadata = marker !== undefined && ((marker >= 0xe0 && marker <= 0xef) || marker === 0xfe);
  if (bytes[offset] !== 0xff || marker === undefined || !(isKnown || isMetadata))
    throw new ImageFault('is a JPEG that is cut off, damaged or of a kind that browsers do not draw');
  return marker;
}

function segmentEnd(bytes: Buffer, offset: number, marker: number): number {
  if (offset + 4 > bytes.length) throw new ImageFault('is a JPEG that is cut off');
  let end = offset + 2 + bytes.readUInt16BE(offset + 2);
  if (end > bytes.length || end < offset + 4) throw new ImageFault('is a JPEG that is cut off');
  if (marker !== SOS) return end;
  // The pixels: up to the next marker that is neither a stuffed byte nor a restart (ITU-T T.81 B.1.1.5).
  for (; end + 1 < bytes.length; end += 1) {
    const next = bytes[end + 1] ?? 0;
    if (bytes[end] === 0xff && next !== 0 && !(next >= 0xd0 && next <= 0xd7)) return end;
  }
  throw new ImageFault('is a JPEG that is cut off');
}

function sizeOf(frame: Buffer): { width: number; height: number } {
  if (frame.length < 10) throw new ImageFault('is a JPEG that is cut off');
  const [precision, height, width, components] = [frame[4], frame.readUInt16BE(5), frame.readUInt16BE(7), frame[9]];
  if (precision !== 8 || !(components === 1 || components === 3))
    throw new ImageFault('is a JPEG in colours for print; RGB or grey is needed');
  if (width === 0 || height === 0) throw new ImageFault('is a JPEG without pixels');
  return { width, height };
}
