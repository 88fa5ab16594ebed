import { RoutePending } from './route-pending.tsx';
import classes from './route-pending.module.css';

/** The outline of everything, while the console finds out who is signed in. */
export function ConsolePending() {
  return (
    <div className={classes['console']}>
      <RoutePending />
    </div>
  );
}
