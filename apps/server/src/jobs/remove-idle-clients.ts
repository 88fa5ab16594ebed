import { removeIdleClients } from '../features/clients/remove-idle-clients.ts';
import { deleteOldMetadataDocuments } from '../features/metadata-documents/delete-old-metadata-documents.ts';
import { getRegistrationPolicy } from '../features/registration-policy/get-registration-policy.ts';
import { deleteOldRegistrationRefusals } from '../features/registrations/delete-old-registration-refusals.ts';
import type { Job } from './job-runner.ts';

/** Clients that registered themselves and that nobody uses go again, and so does what was noted of refused ones long ago. */
export const removeIdleClientsJob: Job = {
  name: 'remove-idle-clients',
  every_seconds: 600,
  async run(ctx) {
    const { idle_days: idleDays } = await getRegistrationPolicy(ctx);
    const removed = await removeIdleClients(ctx, idleDays);
    await deleteOldRegistrationRefusals(ctx);
    await deleteOldMetadataDocuments(ctx);
    ctx.logger.debug({ removed }, 'idle clients were removed');
  },
};
