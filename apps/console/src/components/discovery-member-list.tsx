import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import { DISCOVERY_MEMBERS } from '../messages/discovery-members.ts';
import { specificationUrl } from './specification-url.ts';
import classes from './discovery-member-list.module.css';

/** Members of the discovery document with their values, each with what it is and where that is said. */
export function DiscoveryMemberList({ members }: { members: [name: string, value: unknown][] }) {
  return (
    <dl className={classes['list']}>
      {members.map(([name, value]) => (
        <div key={name} className={classes['member']}>
          <dt className={classes['name']}>
            <code>
              <BreakableName name={name} />
            </code>
          </dt>
          <dd className={classes['about']}>
            <MemberText name={name} />
            <Value value={value} />
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** A long name breaks between its words. */
function BreakableName({ name }: { name: string }) {
  return name.split(/(?<=_)/).map((part, index) => (
    <Fragment key={`${index} ${part}`}>
      {index > 0 && <wbr />}
      {part}
    </Fragment>
  ));
}

function MemberText({ name }: { name: string }) {
  const { t } = useTranslation();
  const member = DISCOVERY_MEMBERS[name];
  if (member === undefined) return <p className={classes['text']}>{t('discovery.unexplained')}</p>;
  return (
    <p className={classes['text']}>
      {member.text}{' '}
      <a className={classes['section']} href={specificationUrl(member.section)} target="_blank" rel="noreferrer">
        {member.section}
      </a>
    </p>
  );
}

function Value({ value }: { value: unknown }) {
  const { t } = useTranslation();
  if (typeof value === 'boolean') return <p className={classes['value']}>{t(value ? 'discovery.yes' : 'discovery.no')}</p>;
  if (!Array.isArray(value)) return <code className={classes['value']}>{typeof value === 'string' ? value : JSON.stringify(value)}</code>;
  return (
    <ul className={classes['values']}>
      {value.map((one) => (
        <li key={String(one)}>
          <code>{String(one)}</code>
        </li>
      ))}
    </ul>
  );
}
