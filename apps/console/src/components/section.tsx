import { useId, type ReactNode } from 'react';
import classes from './section.module.css';

interface SectionProps {
  title: string;
  description?: ReactNode;
  actions?: ReactNode;
  tone?: 'plain' | 'danger';
  children?: ReactNode;
}

/** A titled card of a page. */
export function Section({ title, description, actions, tone = 'plain', children }: SectionProps) {
  const titleId = useId();
  return (
    <section className={classes['section']} data-tone={tone} aria-labelledby={titleId}>
      <div className={classes['header']}>
        <div className={classes['heading']}>
          <h2 id={titleId} className={classes['title']}>
            {title}
          </h2>
          {description !== undefined && <p className={classes['description']}>{description}</p>}
        </div>
        {actions !== undefined && <div className={classes['actions']}>{actions}</div>}
      </div>
      {children !== undefined && children !== false && <div className={classes['body']}>{children}</div>}
    </section>
  );
}
