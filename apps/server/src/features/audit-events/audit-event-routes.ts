import { contract } from '@consentry/contract';
import { implement } from '../../http/implement.ts';
import { selectAuditEvents } from './audit-event-store.ts';

export const auditEventRoutes = [implement(contract.auditEvents.list, (ctx, { query }) => selectAuditEvents(ctx, query))];
