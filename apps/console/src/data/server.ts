import { contract } from '@consentry/contract';
import { queryOptions } from '@tanstack/react-query';
import { api } from './api.ts';

export const callerQuery = () => queryOptions({ queryKey: ['caller'], queryFn: () => api(contract.server.caller, {}) });

export const serverQuery = () => queryOptions({ queryKey: ['server'], queryFn: () => api(contract.server.info, {}) });
