import { Tabs } from '@mantine/core';
import { useEffect, useRef, type ReactNode } from 'react';
import classes from './address-tabs.module.css';

interface AddressTabsProps<Value extends string> {
  label: string;
  value: Value;
  tabs: { value: Value; label: string }[];
  onChange: (value: Value) => void;
  children: ReactNode;
}

/** Tabs whose current one stands in the URL, so that it can be linked to and the back button works. */
export function AddressTabs<Value extends string>({ label, value, tabs, onChange, children }: AddressTabsProps<Value>) {
  const follow = (next: string | null) => {
    const tab = tabs.find((candidate) => candidate.value === next);
    if (tab && tab.value !== value) onChange(tab.value);
  };
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    list.current?.querySelector(`[data-value="${value}"]`)?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [value]);
  return (
    <Tabs value={value} onChange={follow} keepMounted={false}>
      <Tabs.List ref={list} aria-label={label} className={classes['list'] ?? ''}>
        {tabs.map((tab) => (
          <Tabs.Tab key={tab.value} value={tab.value} data-value={tab.value}>
            {tab.label}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      <Tabs.Panel value={value} className={classes['panel'] ?? ''} tabIndex={-1}>
        {children}
      </Tabs.Panel>
    </Tabs>
  );
}
