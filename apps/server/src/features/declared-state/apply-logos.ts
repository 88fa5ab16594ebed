import type { DeclaredClient, LogoTheme } from '@consentry/contract';
import type { Context } from '../../context.ts';
import { invalidMember, Problem } from '../../problem.ts';
import { deleteClientLogo } from '../clients/delete-client-logo.ts';
import { putClientLogo } from '../clients/put-client-logo.ts';

const THEMES = { logo: 'light', logo_dark: 'dark' } as const satisfies Partial<Record<keyof DeclaredClient, LogoTheme>>;

/** Makes the logos of a client those that are declared; `null` removes one, and one that is left out stays. */
export async function applyLogos(tx: Context, clientId: string, declared: Pick<DeclaredClient, keyof typeof THEMES>): Promise<void> {
  for (const member of ['logo', 'logo_dark'] as const) {
    const uri = declared[member];
    const place = { client_id: clientId, theme: THEMES[member] };
    if (uri === null) await deleteClientLogo(tx, place);
    if (typeof uri !== 'string') continue;
    await putClientLogo(tx, { ...place, bytes: bytesOf(uri) }).catch((cause: unknown) => {
      throw cause instanceof Problem && cause.type === 'logo-refused' ? invalidMember(`/${member}`, cause.message) : cause;
    });
  }
}

function bytesOf(dataUri: string): Uint8Array {
  return Buffer.from(dataUri.slice(dataUri.indexOf(',') + 1), 'base64');
}
