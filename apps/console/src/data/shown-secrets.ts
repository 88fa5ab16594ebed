import { useSyncExternalStore } from 'react';

export interface ShownSecret {
  client_id: string;
  name: string;
  client_secret: string;
}

/** A new secret lives in the memory of this tab alone: never in storage, in the URL or in the history. */
let shown: ShownSecret | null = null;
const listeners = new Set<() => void>();

export function showSecret(secret: ShownSecret): void {
  shown = secret;
  for (const listener of listeners) listener();
}

export function forgetSecret(): void {
  shown = null;
  for (const listener of listeners) listener();
}

export function useShownSecret(client_id: string): ShownSecret | null {
  const secret = useSyncExternalStore(subscribe, () => shown);
  return secret?.client_id === client_id ? secret : null;
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
