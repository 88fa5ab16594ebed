import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { knownClientQuery } from '../data/clients.ts';
import { userQuery } from '../data/users.ts';

const REMEMBERED_MS = 300_000;
/** The console itself is a client that comes with the server; it stands in no list. */
const CONSOLE_CLIENT_ID = 'consentry-console';

/** An application of an event by its name; one that is deleted by its id. */
export function ClientReference({ client_id }: { client_id: string }) {
  const { data } = useQuery({ ...knownClientQuery(client_id), staleTime: REMEMBERED_MS, enabled: client_id !== CONSOLE_CLIENT_ID });
  if (!data) return <code>{client_id}</code>;
  return (
    <Link to="/applications/$client_id" params={{ client_id }}>
      {data.name}
    </Link>
  );
}

/** A user of an event by their name; one who cannot be read by their id. */
export function UserReference({ user_id }: { user_id: string }) {
  const { data } = useQuery({ ...userQuery(user_id), staleTime: REMEMBERED_MS });
  if (!data) return <code>{user_id}</code>;
  return (
    <Link to="/users/$user_id" params={{ user_id }}>
      {data.username}
    </Link>
  );
}
