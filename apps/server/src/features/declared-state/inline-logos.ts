import { readFileSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { contract } from '@consentry/contract';
import { Problem } from '../../problem.ts';
import { readLogo } from '../clients/read-logo.ts';

export interface LogoIssue {
  path: (string | number)[];
  message: string;
}

/** Puts the content of each logo in the place of its path, and tells which cannot be logos. Paths are relative to the file’s folder. */
export function inlineLogos(value: unknown, directory: string): LogoIssue[] {
  const { clients } = membersOf(value);
  if (!Array.isArray(clients)) return [];
  return clients.flatMap((client: unknown, index) =>
    ['logo', 'logo_dark'].flatMap((member) => {
      const members = membersOf(client);
      const path = members[member];
      if (typeof path !== 'string' || path.startsWith('data:')) return [];
      const { uri, fault } = logoAt(resolve(directory, path));
      members[member] = uri;
      return fault === undefined ? [] : [{ path: ['clients', index, member], message: `“${path.slice(0, 200)}” ${fault}` }];
    }),
  );
}

/** Members that a person wrote; anything else has none. */
function membersOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

function logoAt(path: string): { uri?: string; fault?: string } {
  try {
    const { media_type, content } = readLogo(bytesAt(path));
    return { uri: `data:${media_type};base64,${content.toString('base64')}` };
  } catch (error) {
    if (error instanceof Problem) return { fault: error.extension.errors?.[0]?.detail ?? error.message };
    return { fault: `cannot be read: ${error instanceof Error ? error.message : 'unknown reason'}` };
  }
}

/** As many bytes as an upload may have, of an ordinary file: a pipe or a device may have no end. */
function bytesAt(path: string): Buffer {
  const stat = statSync(path);
  const most = contract.clients.putLogo.max_body_bytes ?? 0;
  if (!stat.isFile()) throw new Error('it is no file');
  if (stat.size > most) throw new Error(`it has ${stat.size} bytes; ${most} is the most`);
  return readFileSync(path);
}
