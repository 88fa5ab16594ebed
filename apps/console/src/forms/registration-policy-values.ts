import { RegistrationPolicy } from '@consentry/contract';
import type { FormErrors } from '@mantine/form';
import { schemaErrors } from './field-errors.ts';

/** The policy as it is typed: a host on each line, keys as text. */
export interface RegistrationPolicyValues extends Omit<
  RegistrationPolicy,
  'allowed_hosts' | 'blocked_hosts' | 'software_statement_issuers' | 'registrations_per_hour' | 'idle_days'
> {
  registrations_per_hour: number | string;
  idle_days: number | string;
  allowed_hosts: string;
  blocked_hosts: string;
  software_statement_issuers: { issuer: string; jwks: string }[];
}

export function policyValues(policy: RegistrationPolicy): RegistrationPolicyValues {
  return {
    ...policy,
    allowed_hosts: policy.allowed_hosts.join('\n'),
    blocked_hosts: policy.blocked_hosts.join('\n'),
    software_statement_issuers: policy.software_statement_issuers.map(({ issuer, jwks }) => ({
      issuer,
      jwks: JSON.stringify(jwks, null, 2),
    })),
  };
}

/** What is sent; it may still be wrong. */
export function policyOf(values: RegistrationPolicyValues): RegistrationPolicy {
  return {
    ...values,
    registrations_per_hour: Number(values.registrations_per_hour),
    idle_days: Number(values.idle_days),
    allowed_hosts: lines(values.allowed_hosts),
    blocked_hosts: lines(values.blocked_hosts),
    // What is no JSON is sent as it is, and refused by the schema.
    software_statement_issuers: values.software_statement_issuers.map(({ issuer, jwks }) => ({ issuer, jwks: parsed(jwks) as never })),
  };
}

export function policyErrors(values: RegistrationPolicyValues): FormErrors {
  return policyFieldErrors(schemaErrors(RegistrationPolicy, policyOf(values)), values);
}

/** A host is named in the message of the one field that all of them share; a fault inside a key set is the key set’s. */
export function policyFieldErrors(errors: FormErrors, values: RegistrationPolicyValues): FormErrors {
  const fields = Object.entries(errors).map(([path, message]) => {
    const [member = '', index = '', ...rest] = path.split('.');
    if (member === 'allowed_hosts' || member === 'blocked_hosts') {
      const host = lines(values[member])[Number(index)];
      return [member, host === undefined || typeof message !== 'string' ? message : `“${host}”: ${message}`];
    }
    if (member === 'software_statement_issuers') return [`${member}.${index}.${rest[0] ?? 'jwks'}`, message];
    return [path, message];
  });
  return Object.fromEntries(fields.toReversed());
}

function lines(text: string): string[] {
  return text
    .split(/[\s,]+/)
    .map((line) => line.trim().toLowerCase())
    .filter(Boolean);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
