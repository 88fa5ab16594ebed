import type { Client } from '@consentry/contract';
import classes from './client-avatar.module.css';

interface ClientAvatarProps {
  client: Pick<Client, 'name' | 'logo_uri' | 'logo_dark_uri'>;
  size?: 'small' | 'large';
}

/** The logo of an application, or the first letter of its name; a decoration beside the name. */
export function ClientAvatar({ client: { name, logo_uri, logo_dark_uri }, size = 'small' }: ClientAvatarProps) {
  const image = logo_uri ?? logo_dark_uri;
  if (image === null) {
    return (
      <span className={classes['letter']} data-size={size} aria-hidden="true">
        {/[\p{L}\p{N}]/u.exec(name)?.[0].toUpperCase() ?? '·'}
      </span>
    );
  }
  return (
    <picture className={classes['logo']} data-size={size}>
      {logo_dark_uri !== null && logo_dark_uri !== image && <source srcSet={logo_dark_uri} media="(prefers-color-scheme: dark)" />}
      <img src={image} alt="" loading="lazy" decoding="async" />
    </picture>
  );
}
