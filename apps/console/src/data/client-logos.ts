import { contract, type LogoTheme } from '@consentry/contract';
import { useMutation } from '@tanstack/react-query';
import { api } from './api.ts';

/** `null` removes the logo; a `data:` URI is stored. */
export const useSaveLogo = (client_id: string) =>
  useMutation({
    mutationFn: ({ theme, uri }: { theme: LogoTheme; uri: string | null }) =>
      uri === null
        ? api(contract.clients.deleteLogo, { params: { client_id, theme } })
        : api(contract.clients.putLogo, { params: { client_id, theme }, body: bytesOf(uri) }),
    meta: { invalidates: [['clients']] },
  });

function bytesOf(dataUri: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(dataUri.slice(dataUri.indexOf(',') + 1)), (character) => character.codePointAt(0) ?? 0);
}
