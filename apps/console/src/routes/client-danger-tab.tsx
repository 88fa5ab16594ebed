import { useSuspenseQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { ClientDisableSection } from '../components/client-disable-section.tsx';
import { ClientDeleteSection } from '../components/client-delete-section.tsx';
import { ClientEnableSection } from '../components/client-enable-section.tsx';
import { ClientPartySection } from '../components/client-party-section.tsx';
import { clientQuery } from '../data/clients.ts';

const route = getRouteApi('/applications/$client_id/danger');

export function ClientDangerTab() {
  const { client_id } = route.useParams();
  const { data: client } = useSuspenseQuery(clientQuery(client_id));
  return (
    <>
      {client.state === 'active' ? <ClientDisableSection client={client} /> : <ClientEnableSection client={client} />}
      <ClientPartySection client={client} />
      <ClientDeleteSection client={client} />
    </>
  );
}
