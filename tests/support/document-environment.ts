import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DocumentHost } from '../../apps/server/src/testing/document-host.ts';
import { atExit } from './at-exit.ts';
import { deleteDirectory } from './delete-directory.ts';

/** The environment of a product that fetches documents from this host. */
export function documentEnvironment({ host, certificate }: DocumentHost): Record<string, string> {
  const directory = mkdtempSync(join(tmpdir(), 'consentry-documents-'));
  atExit(() => deleteDirectory(directory));
  const file = join(directory, 'certificate.pem');
  writeFileSync(file, certificate);
  return { METADATA_DOCUMENT_LOOPBACK_HOSTS: host, NODE_EXTRA_CA_CERTS: file };
}
