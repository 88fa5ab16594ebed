import { IconCircleCheck } from '@tabler/icons-react';
import { useAnnouncements } from './notify.ts';
import classes from './announcements.module.css';

/** Where `notify` shows up. The region stands there from the start, or screen readers would miss the first word. */
export function Announcements() {
  const announcements = useAnnouncements();
  return (
    <div role="status" className={classes['region']}>
      {announcements.map(({ id, message }) => (
        <p key={id} className={classes['message']} dir="auto">
          <IconCircleCheck size={18} aria-hidden /> {message}
        </p>
      ))}
    </div>
  );
}
