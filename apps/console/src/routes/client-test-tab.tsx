import { useSuspenseQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { ConnectionTestForm } from '../components/connection-test-form.tsx';
import { ConnectionTestResult } from '../components/connection-test-result.tsx';
import { clientQuery } from '../data/clients.ts';

const route = getRouteApi('/applications/$client_id/test');

/** The server plays the application: first the choice of what it asks for, then each step of what happened. */
export function ClientTestTab() {
  const { client_id } = route.useParams();
  const { test } = route.useSearch();
  const navigate = route.useNavigate();
  const { data: client } = useSuspenseQuery(clientQuery(client_id));
  const show = (next: string | undefined) => void navigate({ search: { test: next }, replace: next === undefined });
  if (test === undefined) return <ConnectionTestForm client={client} onFinished={show} />;
  return <ConnectionTestResult connection_test_id={test} client={client} onClose={() => show(undefined)} />;
}
