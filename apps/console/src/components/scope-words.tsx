import { StandardScope, type ResourceServer } from '@consentry/contract';
import { useTranslation } from 'react-i18next';
import { Tag } from './tag.tsx';
import classes from './scope-words.module.css';

interface ScopeWordsProps {
  scope: { resource: string | null; scope: string };
  servers: ResourceServer[];
}

/** A scope by its name, with what it means, and of which API it is. */
export function ScopeWords({ scope: { resource, scope }, servers }: ScopeWordsProps) {
  const { t } = useTranslation();
  const server = servers.find((other) => other.resource === resource);
  const own = StandardScope.safeParse(scope);
  const isOwn = resource === null && own.success;
  const meaning = isOwn ? t(`permissions.scope.${own.data}.title`) : server?.scopes.find(({ name }) => name === scope)?.description;
  return (
    <span className={classes['scope']}>
      <Tag>{scope}</Tag>
      <span>
        {meaning !== undefined && meaning !== '' && <bdi>{meaning}</bdi>}
        {resource !== null && (
          <span className={classes['resource']} title={resource}>
            <bdi>{server?.name ?? resource}</bdi>
          </span>
        )}
      </span>
    </span>
  );
}
