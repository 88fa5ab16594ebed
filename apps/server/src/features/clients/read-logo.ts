import { createHash } from 'node:crypto';
import { LOGO_LIMITS } from '@consentry/contract';
import { ImageFault } from '../../platform/image/image-fault.ts';
import { readStillImage } from '../../platform/image/read-still-image.ts';
import { Problem } from '../../problem.ts';

interface Logo {
  logo_hash: string;
  media_type: string;
  content: Buffer;
}

/** The image as it is served, with nothing in it but what draws it. Throws `logo-refused`. */
export function readLogo(bytes: Uint8Array): Logo {
  const { media_type, content } = readImage(Buffer.from(bytes));
  if (content.length > LOGO_LIMITS.max_bytes)
    throw refused(`has ${content.length} bytes that draw it; ${LOGO_LIMITS.max_bytes} is the most, so that pages stay light`);
  return { media_type, content, logo_hash: createHash('sha256').update(content).digest('hex').slice(0, 32) };
}

function readImage(bytes: Buffer): ReturnType<typeof readStillImage> {
  try {
    return readStillImage(bytes, LOGO_LIMITS.max_pixels);
  } catch (cause) {
    throw cause instanceof ImageFault ? refused(cause.message, cause) : cause;
  }
}

function refused(what: string, cause?: unknown): Problem {
  return new Problem('logo-refused', `The file ${what}.`, { errors: [{ pointer: '#', detail: what }], cause });
}
