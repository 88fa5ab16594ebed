import { expect, it } from 'vitest';
import { detailFault } from './detail-fault.ts';
import { sampleDetail } from './sample-detail.ts';

const text = { type: 'string' };

it.each([
  [
    'every member, by its name where the schema says no more',
    {
      properties: {
        amount: { type: 'object', properties: { currency: { ...text, minLength: 3, maxLength: 3, examples: ['EUR'] }, value: text } },
        creditor: text,
      },
      required: ['creditor'],
    },
    { amount: { currency: 'EUR', value: 'value' }, creditor: 'creditor' },
  ],
  [
    'values that the schema names',
    {
      properties: {
        actions: { type: 'array', items: { type: 'string', enum: ['read', 'write'] } },
        kind: { const: 'iban' },
        on: { type: 'boolean' },
      },
    },
    { actions: ['read'], kind: 'iban', on: true },
  ],
  [
    'numbers and texts within their bounds',
    {
      properties: {
        days: { type: 'integer', minimum: 7, maximum: 30 },
        more: { type: 'number', exclusiveMinimum: 0 },
        step: { type: 'number', multipleOf: 5 },
        until: { type: 'string', format: 'date' },
        country: { type: 'string', maxLength: 2 },
      },
    },
    { days: 7, more: 1, step: 5, until: '2030-01-31', country: 'co' },
  ],
  [
    'choices by the first, and what a reference leads to',
    {
      properties: { to: { anyOf: [{ $ref: '#/$defs/account' }, text] }, both: { allOf: [{ type: 'object', properties: { a: text } }] } },
      $defs: { account: { type: 'object', properties: { iban: text } } },
    },
    { to: { iban: 'iban' }, both: { a: 'a' } },
  ],
  ['nothing where nothing is described', {}, {}],
])('has %s', (_, members, expected) => {
  const schema = { type: 'object', ...members };
  const sample = sampleDetail({ type: 'some_type', schema });
  expect(sample).toEqual({ type: 'some_type', ...expected });
  expect(detailFault(sample, { schema })).toBeNull();
});

it('ends where a schema refers to itself', () => {
  const schema = { type: 'object', properties: { next: { $ref: '#' }, list: { type: 'array', items: { $ref: '#' } } } };
  expect(JSON.stringify(sampleDetail({ type: 'chain', schema })).length).toBeLessThan(100_000);
});
