import { contract } from '@consentry/contract';
import { implement } from '../../http/implement.ts';
import { selectLogoutDeliveries } from './logout-delivery-store.ts';

export const logoutDeliveryRoutes = [implement(contract.logoutDeliveries.list, (ctx, { query }) => selectLogoutDeliveries(ctx, query))];
