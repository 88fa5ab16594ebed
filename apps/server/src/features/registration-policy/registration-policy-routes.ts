import { contract } from '@consentry/contract';
import { implement } from '../../http/implement.ts';
import { getRegistrationPolicy } from './get-registration-policy.ts';
import { updateRegistrationPolicy } from './update-registration-policy.ts';

const { registrationPolicy } = contract;

export const registrationPolicyRoutes = [
  implement(registrationPolicy.get, (ctx) => getRegistrationPolicy(ctx)),
  implement(registrationPolicy.update, (ctx, { body }) => updateRegistrationPolicy(ctx, body)),
];
