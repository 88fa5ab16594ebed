import { open } from 'node:fs/promises';
import { dirname } from 'node:path';
import { DeclaredFileInvalid } from './declared-file-invalid.ts';
import { parseDeclaredFile, type DeclaredFile } from './parse-declared-file.ts';

const MAX_BYTES = 2 * 1024 * 1024;

/** Reads and checks a file of declared state, with the logos beside it. Throws `DeclaredFileInvalid`, also when it cannot be read or is larger than 2 MB. */
export async function readDeclaredFile(path: string): Promise<DeclaredFile> {
  try {
    return parseDeclaredFile(await readText(path), dirname(path));
  } catch (error) {
    throw error instanceof DeclaredFileInvalid ? new DeclaredFileInvalid(error.faults, { file: path, cause: error }) : error;
  }
}

async function readText(path: string): Promise<string> {
  const file = await open(path).catch((cause: unknown) => {
    throw new DeclaredFileInvalid([`it cannot be read: ${cause instanceof Error ? cause.message : 'unknown reason'}`], { cause });
  });
  try {
    // One byte more than is allowed tells enough, also of a pipe or a device without an end.
    const buffer = Buffer.alloc(MAX_BYTES + 1);
    const length = await fill(file, buffer);
    if (length > MAX_BYTES) throw new DeclaredFileInvalid(['it is larger than 2 MB']);
    return new TextDecoder('utf-8', { fatal: true }).decode(buffer.subarray(0, length));
  } catch (cause) {
    if (cause instanceof DeclaredFileInvalid) throw cause;
    throw new DeclaredFileInvalid(['it is not a readable UTF-8 file'], { cause });
  } finally {
    await file.close();
  }
}

async function fill(file: Awaited<ReturnType<typeof open>>, buffer: Buffer): Promise<number> {
  let length = 0;
  while (length < buffer.length) {
    const { bytesRead } = await file.read(buffer, length, buffer.length - length, null);
    if (bytesRead === 0) break;
    length += bytesRead;
  }
  return length;
}
