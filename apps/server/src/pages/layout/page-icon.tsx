const PATHS = {
  account: 'M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8ZM4.5 20a7.5 7.5 0 0 1 15 0',
  badge: 'M4 5h16v14H4zM9.5 12.5a2 2 0 1 0 0-4 2 2 0 0 0 0 4ZM6.5 16a3 3 0 0 1 6 0M15 10h2.5M15 14h2.5',
  mail: 'M3.5 6h17v12h-17zM4 7l8 6 8-6',
  phone: 'M7.5 3.5h9v17h-9zM11 17.5h2',
  place: 'M12 21s-6.5-5.7-6.5-10.5a6.5 6.5 0 0 1 13 0C18.5 15.3 12 21 12 21ZM12 12.5a2 2 0 1 0 0-4 2 2 0 0 0 0 4Z',
  group:
    'M9 11.5a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7ZM2.5 19.5a6.5 6.5 0 0 1 13 0M16 4.8a3.5 3.5 0 0 1 0 6.4M18.3 14.2a6.5 6.5 0 0 1 3.2 5.3',
  api: 'M9 3.5v5M15 3.5v5M6.5 8.5h11v3a5.5 5.5 0 0 1-11 0zM12 17v3.5',
  clock: 'M12 20.5a8.5 8.5 0 1 0 0-17 8.5 8.5 0 0 0 0 17ZM12 7.5V12l3 2',
  check: 'M12 20.5a8.5 8.5 0 1 0 0-17 8.5 8.5 0 0 0 0 17ZM8.2 12.3l2.6 2.6 5-5.4',
  notice: 'M12 20.5a8.5 8.5 0 1 0 0-17 8.5 8.5 0 0 0 0 17ZM12 7.5v5.5M12 16.2v.1',
  leave: 'M14 4.5h5.5V10M19 5l-8.5 8.5M17.5 13.5v6h-13v-13h6',
};

export type PageIconName = keyof typeof PATHS;

/** A decoration: what it means always stands beside it in words. */
export function PageIcon({ name }: { name: PageIconName }) {
  return (
    <svg class="icon" viewBox="0 0 24 24" width="20" height="20" aria-hidden="true" focusable="false">
      <path d={PATHS[name]} />
    </svg>
  );
}
