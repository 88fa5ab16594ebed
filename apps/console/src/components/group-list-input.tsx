import { CloseButton, TextInput } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './group-list-input.module.css';

interface GroupListInputProps {
  groups: string[];
  error: ReactNode;
  onChange: (groups: string[]) => void;
}

/** The groups of a user: type one, press Enter; each can be removed by a button that the keyboard reaches. */
export function GroupListInput({ groups, error, onChange }: GroupListInputProps) {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const add = () => {
    const group = text.trim();
    if (group !== '' && !groups.includes(group)) onChange([...groups, group]);
    setText('');
  };
  return (
    <div>
      <TextInput
        label={t('users.groups')}
        description={t('users.groups_hint')}
        value={text}
        error={error}
        maxLength={128}
        dir="auto"
        autoComplete="off"
        onChange={(event) => setText(event.currentTarget.value)}
        onBlur={add}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || event.nativeEvent.isComposing) return;
          event.preventDefault();
          add();
        }}
      />
      <div className={classes['room']}>
        <ul className={classes['groups']} aria-label={t('users.groups')}>
          {groups.map((group) => (
            <li key={group} className={classes['group']}>
              <bdi>{group}</bdi>
              <CloseButton
                size="sm"
                aria-label={t('users.group_remove', { group })}
                onClick={() => onChange(groups.filter((other) => other !== group))}
              />
            </li>
          ))}
        </ul>
      </div>
    </div>
  );
}
