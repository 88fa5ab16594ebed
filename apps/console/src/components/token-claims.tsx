import type { DecodedToken } from '@consentry/contract';
import { useTranslation } from 'react-i18next';
import { en } from '../messages/en.ts';
import { ValueItem, ValueList } from './value-list.tsx';

const meanings = en.connection_test.claim;

/** Header and claims of a token, those of the standards in words. */
export function TokenClaims({ token }: { token: DecodedToken }) {
  const { t } = useTranslation();
  return (
    <ValueList>
      {Object.entries({ ...token.header, ...token.claims }).map(([name, value]) => (
        <ValueItem key={name} label={isKnown(name) ? `${name} · ${t(`connection_test.claim.${name}`)}` : name} value={shown(name, value)} />
      ))}
    </ValueList>
  );
}

function isKnown(name: string): name is keyof typeof meanings {
  return Object.hasOwn(meanings, name);
}

const TIMES = new Set(['iat', 'exp', 'nbf', 'auth_time', 'updated_at']);

/** Times are seconds since 1970 (RFC 7519 §2), which nobody reads. */
function shown(name: string, value: unknown): string {
  if (TIMES.has(name) && typeof value === 'number') return `${value} (${new Date(value * 1000).toISOString()})`;
  return typeof value === 'string' ? value : JSON.stringify(value);
}
