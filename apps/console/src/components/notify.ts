import { useSyncExternalStore } from 'react';

export interface Announcement {
  id: number;
  message: string;
}

const SHOWN_MS = 4_500;
let announcements: readonly Announcement[] = [];
let lastId = 0;
const listeners = new Set<() => void>();

/** A short word at the edge of the screen that something was done; it goes by itself. */
export function notify(message: string): void {
  lastId += 1;
  const id = lastId;
  change([...announcements, { id, message }]);
  setTimeout(() => change(announcements.filter((other) => other.id !== id)), SHOWN_MS);
}

export function useAnnouncements(): readonly Announcement[] {
  return useSyncExternalStore(subscribe, () => announcements);
}

function change(next: readonly Announcement[]): void {
  announcements = next;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
