import type { RegistrationPolicy } from '@consentry/contract';
import { expect, it } from 'vitest';
import { policyErrors, policyOf, policyValues } from './registration-policy-values.ts';

const POLICY: RegistrationPolicy = {
  dynamic_registration: 'open',
  metadata_documents: 'allow_listed',
  scopes: ['openid'],
  resource_scopes: {},
  registrations_per_hour: 10,
  idle_days: 30,
  allowed_hosts: ['agent.example', '*.partner.example'],
  blocked_hosts: [],
  software_statement_issuers: [{ issuer: 'https://federation.example', jwks: { keys: [{ kty: 'EC', crv: 'P-256', x: 'x', y: 'y' }] } }],
};

it('gives back the policy that it shows', () => {
  expect(policyOf(policyValues(POLICY))).toEqual(POLICY);
  expect(policyErrors(policyValues(POLICY))).toEqual({});
});

it('names the host that is wrong, and a key set that is none, at their fields', () => {
  const errors = policyErrors({
    ...policyValues(POLICY),
    allowed_hosts: 'agent.example\nhttps://agent.example/x',
    registrations_per_hour: '',
    software_statement_issuers: [{ issuer: 'x', jwks: '{' }],
  });
  expect(errors['allowed_hosts']).toContain('“https://agent.example/x”');
  expect(Object.keys(errors).toSorted()).toEqual(['allowed_hosts', 'registrations_per_hour', 'software_statement_issuers.0.jwks']);
});
