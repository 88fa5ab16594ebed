import type { ReactNode } from 'react';
import classes from './section.module.css';

interface TabIntroProps {
  title: string;
  text: string;
  actions?: ReactNode;
}

/** What a tab without cards is about. */
export function TabIntro({ title, text, actions }: TabIntroProps) {
  return (
    <div className={classes['intro']}>
      <div className={classes['heading']}>
        <h2 className={classes['title']}>{title}</h2>
        <p className={classes['description']}>{text}</p>
      </div>
      {actions !== undefined && <div className={classes['actions']}>{actions}</div>}
    </div>
  );
}
