import { CloseButton, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';

const PAUSE_MS = 250;

interface SearchFieldProps {
  label: string;
  value: string;
  onSearch: (text: string) => void;
}

/** Asks the server once the person pauses. A value that comes from elsewhere, such as a link, replaces what was typed. */
export function SearchField({ label, value, onSearch }: SearchFieldProps) {
  const { t } = useTranslation();
  const [text, setText] = useState(value);
  const [asked, setAsked] = useState(value);
  const [answered, setAnswered] = useState(value);
  if (value !== answered) {
    setAnswered(value);
    setAsked(value);
    if (value !== asked) setText(value);
  }
  useEffect(() => {
    const next = text.trim();
    if (next === asked) return;
    const { pathname } = window.location;
    const timer = setTimeout(() => {
      // Whoever has gone on meanwhile is not brought back here.
      if (window.location.pathname !== pathname) return;
      setAsked(next);
      onSearch(next);
    }, PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text, asked, onSearch]);

  const clear = (
    <CloseButton
      size="sm"
      aria-label={t('actions.clear_search')}
      onClick={() => {
        setText('');
        setAsked('');
        onSearch('');
      }}
    />
  );
  return (
    <search>
      <TextInput
        type="text"
        inputMode="search"
        aria-label={label}
        placeholder={label}
        value={text}
        maxLength={200}
        dir="auto"
        onChange={(event) => setText(event.currentTarget.value)}
        leftSection={<IconSearch size={16} aria-hidden />}
        rightSection={text === '' ? null : clear}
      />
    </search>
  );
}
