import type { ReactNode } from 'react';
import classes from './tag.module.css';

/** A small word about a thing: its state or kind. */
export function Tag({ tone = 'plain', children }: { tone?: 'plain' | 'accent' | 'warning' | 'danger'; children: ReactNode }) {
  return (
    <span className={classes['tag']} data-tone={tone} dir="auto">
      {children}
    </span>
  );
}
