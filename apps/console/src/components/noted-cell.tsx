import type { ReactNode } from 'react';

interface NotedCellProps {
  children: ReactNode;
  note?: ReactNode;
}

/** A value with a quiet line about it below. */
export function NotedCell({ children, note = '' }: NotedCellProps) {
  return (
    <div>
      {children}
      {note !== '' && <p className="quiet">{note}</p>}
    </div>
  );
}
