import { useMantineColorScheme, type MantineColorScheme } from '@mantine/core';
import { IconChevronDown, IconDeviceDesktop, IconLogout, IconMoon, IconSun } from '@tabler/icons-react';
import { useSuspenseQuery } from '@tanstack/react-query';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { callerQuery } from '../data/server.ts';
import classes from './operator-menu.module.css';

const SCHEMES = [
  { value: 'light', Icon: IconSun },
  { value: 'dark', Icon: IconMoon },
  { value: 'auto', Icon: IconDeviceDesktop },
] as const satisfies { value: MantineColorScheme; Icon: unknown }[];

/** Who is signed in, how the console looks, and the way out. A native popover: it closes by Escape and by a click elsewhere. */
export function OperatorMenu() {
  const { t } = useTranslation();
  const { data: caller } = useSuspenseQuery(callerQuery());
  const id = useId();
  const name = caller.name ?? caller.username ?? caller.actor_id;

  return (
    <div>
      <button type="button" className={classes['target']} popoverTarget={id}>
        <span className={classes['initial']} data-initial={Array.from(name)[0]?.toLocaleUpperCase()} aria-hidden />
        <span className="visually-hidden">{t('operator_menu.label')}</span>
        <bdi className={classes['name']}>{name}</bdi>
        <IconChevronDown size={16} aria-hidden />
      </button>
      <div id={id} popover="auto" className={classes['menu']}>
        <p className={classes['who']}>
          <bdi>{name}</bdi>
          <bdi className={classes['address']}>{caller.email ?? caller.username}</bdi>
        </p>
        <AppearanceChoice />
        {/* A full-page form post: the server ends the console's session and shows what comes next. */}
        <form method="post" action="/console/sign-out">
          <button type="submit" className={classes['item']}>
            <IconLogout size={16} aria-hidden /> {t('operator_menu.sign_out')}
          </button>
        </form>
      </div>
    </div>
  );
}

function AppearanceChoice() {
  const { t } = useTranslation();
  // With transitions kept, Mantine injects no <style> element, which the Content-Security-Policy refuses.
  const { colorScheme, setColorScheme } = useMantineColorScheme({ keepTransitions: true });
  return (
    <fieldset className={classes['appearance']}>
      <legend>{t('operator_menu.appearance')}</legend>
      <div className={classes['schemes']}>
        {SCHEMES.map(({ value, Icon }) => (
          <label key={value}>
            <input type="radio" name="appearance" checked={colorScheme === value} onChange={() => setColorScheme(value)} />
            <Icon size={16} aria-hidden /> {t(`operator_menu.${value}`)}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
