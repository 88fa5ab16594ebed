import { useId, type ReactNode } from 'react';
import classes from './choice-cards.module.css';

export interface Choice<Value extends string> {
  value: Value;
  label: string;
  hint: string;
  icon?: ReactNode;
}

interface ChoiceCardsProps<Value extends string> {
  legend: string;
  name: string;
  value: Value;
  choices: Choice<Value>[];
  onChange: (value: Value) => void;
  /** Below the cards. */
  aside?: ReactNode;
  layout?: 'grid' | 'stack';
}

/** One choice of a few, each with a line on when to choose it. Native radio buttons, so that every key works. */
export function ChoiceCards<Value extends string>(props: ChoiceCardsProps<Value>) {
  const { legend, name, value, choices, onChange, aside, layout = 'grid' } = props;
  const id = useId();
  return (
    <fieldset className={classes['fieldset']}>
      <legend className={classes['legend']}>{legend}</legend>
      <div className={classes['cards']} data-layout={layout}>
        {choices.map((choice) => (
          <label key={choice.value} className={classes['card']}>
            <input
              type="radio"
              name={name}
              value={choice.value}
              checked={choice.value === value}
              onChange={() => onChange(choice.value)}
              aria-describedby={`${id}-${choice.value}`}
              className={classes['radio']}
            />
            {choice.icon !== undefined && <span className={classes['icon']}>{choice.icon}</span>}
            <span className={classes['text']}>
              <span className={classes['label']}>{choice.label}</span>
              <span id={`${id}-${choice.value}`} className={classes['hint']}>
                {choice.hint}
              </span>
            </span>
          </label>
        ))}
      </div>
      {aside !== undefined && <div className={classes['aside']}>{aside}</div>}
    </fieldset>
  );
}
