import { NativeSelect, TextInput } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './duration-input.module.css';

const UNITS = { seconds: 1, minutes: 60, hours: 3600, days: 86_400 } as const;
type Unit = keyof typeof UNITS;
const LARGEST_FIRST: Unit[] = ['days', 'hours', 'minutes', 'seconds'];

interface DurationInputProps {
  label: string;
  description: string;
  /** In seconds; null: nothing is typed. */
  value: number | null;
  error?: ReactNode;
  placeholder?: string;
  onChange: (seconds: number | null) => void;
}

/** A lifetime as people say it: a number and a unit. */
export function DurationInput({ label, description, value, error, placeholder, onChange }: DurationInputProps) {
  const { t } = useTranslation();
  const [chosen, setChosen] = useState<Unit>(() => unitOf(value));
  const unit = value !== null && value % UNITS[chosen] !== 0 ? unitOf(value) : chosen;
  const amount = value === null ? '' : String(value / UNITS[unit]);

  const type = (text: string) => {
    const digits = text.replaceAll(/\D/g, '').slice(0, 9);
    setChosen(unit);
    onChange(digits === '' ? null : Number(digits) * UNITS[unit]);
  };
  const changeUnit = (next: Unit) => {
    setChosen(next);
    if (value !== null) onChange((value / UNITS[unit]) * UNITS[next]);
  };
  const unitSelect = (
    <NativeSelect
      className={classes['unit'] ?? ''}
      aria-label={t('duration.unit_of', { label })}
      value={unit}
      data={LARGEST_FIRST.toReversed().map((one) => ({ value: one, label: t(`duration.${one}`) }))}
      onChange={(event) => changeUnit(LARGEST_FIRST.find((one) => one === event.currentTarget.value) ?? unit)}
    />
  );
  return (
    <TextInput
      label={label}
      description={description}
      error={error}
      placeholder={placeholder ?? ''}
      value={amount}
      inputMode="numeric"
      dir="ltr"
      inputContainer={(input) => (
        <div className={classes['row']}>
          <div className={classes['amount']}>{input}</div>
          {unitSelect}
        </div>
      )}
      onChange={(event) => type(event.currentTarget.value)}
    />
  );
}

function unitOf(seconds: number | null): Unit {
  if (seconds === null || seconds === 0) return 'minutes';
  return LARGEST_FIRST.find((unit) => seconds % UNITS[unit] === 0) ?? 'seconds';
}
