import { IconChevronRight } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import classes from './section.module.css';

interface FoldedSectionProps {
  title: string;
  description: string;
  /** What is set at the moment, for who does not open it. */
  current: string;
  /** Something inside is wrong, which nobody would find while it is closed. */
  hasError?: boolean;
  children: ReactNode;
}

/** A section that most people need not open; the browser’s own disclosure, so that keys and searching in the page work. */
export function FoldedSection({ title, description, current, hasError = false, children }: FoldedSectionProps) {
  const [isOpen, setOpen] = useState(false);
  return (
    <details className={classes['section']} open={isOpen || hasError} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary className={classes['summary']}>
        <IconChevronRight className={classes['chevron'] ?? ''} size={18} aria-hidden />
        <span className={classes['heading']}>
          <h2 className={classes['title']}>{title}</h2>
          <span className={classes['description']}>{description}</span>
        </span>
        <span className={classes['current']}>{current}</span>
      </summary>
      <div className={classes['body']}>{children}</div>
    </details>
  );
}
