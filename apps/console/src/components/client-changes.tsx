import type { UpdateClient } from '@consentry/contract';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { en } from '../messages/en.ts';
import { ChangedValue } from './changed-value.tsx';
import classes from './client-changes.module.css';

/** Members of a client as they were and as they are, as the audit log has them. */
export const Changes = z.record(z.string(), z.object({ from: z.unknown(), to: z.unknown() }));
export type Changes = z.infer<typeof Changes>;

// A member of a client that has no name in the catalogue does not compile.
const members = en.client_history.member satisfies Record<keyof UpdateClient, string>;

/** Each member that changed, with what it was and what it is, in words. */
export function ClientChanges({ changes }: { changes: Changes }) {
  const { t } = useTranslation();
  return (
    <dl className={classes['changes']}>
      {Object.entries(changes).map(([member, { from, to }]) => (
        <div key={member}>
          <dt>{isNamed(member) ? t(`client_history.member.${member}`) : <code>{member}</code>}</dt>
          <dd>
            <ChangedValue member={member} from={from} to={to} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

function isNamed(member: string): member is keyof typeof members {
  return Object.hasOwn(members, member);
}
