import { sectorIdentifierUriProblem, type FieldError } from '@consentry/contract';
import type { ClientRow } from './client-store.ts';
import type { SectorIdentifier } from './read-sector-identifier.ts';

/** Every redirect URI stands in the sector’s document; otherwise anybody could join a sector and learn its subjects (OIDC Core §8.1). */
export function sectorIdentifierErrors(client: ClientRow, sector: SectorIdentifier | null): FieldError[] {
  const uri = client.sector_identifier_uri;
  if (client.subject_type !== 'pairwise' || uri === null || sectorIdentifierUriProblem(uri) !== null) return [];
  const detail = fault(client, sector?.uri === uri ? sector : null);
  return detail === null ? [] : [{ pointer: '#/sector_identifier_uri', detail }];
}

function fault(client: ClientRow, sector: SectorIdentifier | null): string | null {
  if (sector === null) return 'was changed by somebody else meanwhile; try again';
  if (sector.fault !== null) return sector.fault;
  const missing = client.redirect_uris.find((redirect) => !sector.listed.has(redirect));
  return missing === undefined ? null : `does not list the redirect URI “${missing.slice(0, 200)}”`;
}
