import classes from './effect-list.module.css';

/** What an act does, point by point. */
export function EffectList({ effects }: { effects: readonly string[] }) {
  return (
    <ul className={classes['effects']}>
      {effects.map((effect) => (
        <li key={effect}>{effect}</li>
      ))}
    </ul>
  );
}
