import type { ReactNode } from 'react';
import classes from './beside-preview.module.css';

/** Fields with a preview beside them where there is room, and below them elsewhere. */
export function BesidePreview({ preview, children }: { preview: ReactNode; children: ReactNode }) {
  return (
    <div className={classes['beside']}>
      <div className={classes['fields']}>{children}</div>
      <div className={classes['preview']}>{preview}</div>
    </div>
  );
}
