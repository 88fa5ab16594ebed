import { LOGO_LIMITS } from '@consentry/contract';

/** The file is nothing that this browser can draw. */
export class LogoUnreadable extends Error {
  override name = 'LogoUnreadable';
}

const LARGEST_FILE = 10 * 1024 * 1024;
/** Logos stand at 44 pixels; three times that is enough for every screen. */
const SIDES = [132, 96, 64, 44];
const QUALITIES = [0.92, 0.8, 0.65, 0.5];

/**
 * Any image that the browser can draw, SVG too, as a small still image: `data:` URI of a WebP, or of a PNG where the browser writes no
 * WebP. The browser draws it as an image, in which no script runs; the server gets nothing but pixels.
 */
export async function fitLogo(file: Blob): Promise<string> {
  if (file.size === 0 || file.size > LARGEST_FILE) throw new LogoUnreadable();
  const url = URL.createObjectURL(file);
  try {
    return await smallest(await drawn(url));
  } finally {
    URL.revokeObjectURL(url);
  }
}

async function drawn(url: string): Promise<HTMLImageElement> {
  const image = new Image();
  image.src = url;
  try {
    await image.decode();
  } catch (cause) {
    throw new LogoUnreadable('the browser cannot draw it', { cause });
  }
  return image;
}

async function smallest(image: HTMLImageElement): Promise<string> {
  for (const side of SIDES) {
    const canvas = drawnAt(image, side);
    for (const quality of QUALITIES) {
      const uri = await dataUri(canvas, quality);
      if (uri !== null) return uri;
    }
  }
  throw new LogoUnreadable();
}

/** In a square, whole, in the middle; drawings may have no size of their own. */
function drawnAt(image: HTMLImageElement, side: number): HTMLCanvasElement {
  const [width, height] = [image.naturalWidth || side, image.naturalHeight || side];
  const scale = Math.min(side / width, side / height);
  const canvas = document.createElement('canvas');
  canvas.width = side;
  canvas.height = side;
  const [w, h] = [width * scale, height * scale];
  const pen = canvas.getContext('2d');
  if (pen === null) throw new LogoUnreadable();
  pen.imageSmoothingQuality = 'high';
  pen.drawImage(image, (side - w) / 2, (side - h) / 2, w, h);
  return canvas;
}

/** `null`: larger than the server takes. */
async function dataUri(canvas: HTMLCanvasElement, quality: number): Promise<string | null> {
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/webp', quality));
  if (blob === null || blob.size > LOGO_LIMITS.max_bytes) return null;
  const bytes = new Uint8Array(await blob.arrayBuffer());
  return `data:${blob.type};base64,${btoa(Array.from(bytes, (byte) => String.fromCodePoint(byte)).join(''))}`;
}
