import { contract, type ApiClient, type CreateResourceServer } from '@consentry/contract';

export const BANK_API = 'https://bank.example.com';

type DetailsType = NonNullable<CreateResourceServer['authorization_details_types']>[number];

/** The payment of RFC 9396 §2 as an API would declare it. */
const PAYMENT_TYPE: DetailsType = {
  type: 'payment_initiation',
  schema: {
    type: 'object',
    properties: {
      actions: { type: 'array', items: { type: 'string', enum: ['initiate', 'status', 'cancel'] } },
      amount: {
        type: 'object',
        properties: { currency: { type: 'string', minLength: 3, maxLength: 3 }, value: { type: 'string' } },
        required: ['currency', 'value'],
      },
      creditor: { type: 'string' },
    },
    required: ['amount', 'creditor'],
  },
  texts: { en: 'Pay {{amount.value}} {{amount.currency}} to {{creditor}}' },
};

/** Declares an API with that type. */
export async function makeBank(api: ApiClient): Promise<void> {
  await api(contract.resourceServers.create, {
    body: { resource: BANK_API, name: 'Bank', scopes: [{ name: 'accounts:read' }], authorization_details_types: [PAYMENT_TYPE] },
  });
}

export function payment(more: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    type: 'payment_initiation',
    actions: ['initiate', 'status'],
    amount: { currency: 'EUR', value: '45.00' },
    creditor: 'Merchant A',
    ...more,
  };
}
