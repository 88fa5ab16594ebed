import type { ReactNode } from 'react';
import { CopyButton } from './copy-button.tsx';
import classes from './value-list.module.css';

/** Technical values under each other, each with its name. */
export function ValueList({ children }: { children: ReactNode }) {
  return <dl className={classes['list']}>{children}</dl>;
}

interface ValueItemProps {
  label: string;
  value: string;
}

export function ValueItem({ label, value }: ValueItemProps) {
  return (
    <div className={classes['item']}>
      <dt className={classes['label']}>{label}</dt>
      <dd className={classes['value']}>
        <code className={classes['code']}>{value}</code>
        <CopyButton value={value} what={label} />
      </dd>
    </div>
  );
}
