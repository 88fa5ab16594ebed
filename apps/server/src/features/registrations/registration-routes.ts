import { contract } from '@consentry/contract';
import { implement } from '../../http/implement.ts';
import { selectRegistrationRefusals } from './registration-refusal-store.ts';

export const registrationRoutes = [
  implement(contract.registrationRefusals.list, (ctx, { query }) => selectRegistrationRefusals(ctx, query)),
];
