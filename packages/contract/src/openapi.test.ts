import { expect, test } from 'vitest';
import { contract } from './index.ts';
import { openApiDocument } from './openapi.ts';

interface Operation {
  operationId: string;
  parameters?: { name: string; in: string }[];
}

const document = openApiDocument(contract, '1.2.3');
const paths = document['paths'] as Record<string, Record<string, Operation>>;
const { schemas } = document['components'] as { schemas: Record<string, unknown> };

test('every verb of the contract stands in the document once', () => {
  const declared = Object.values(contract).flatMap((routes) => Object.values(routes).map(({ id }) => id));
  const described = Object.values(paths).flatMap((path) => Object.values(path).map(({ operationId }) => operationId));
  expect(new Set(described)).toEqual(new Set(declared));
  expect(described).toHaveLength(declared.length);
});

test('the parameters in a path are those that its operations declare', () => {
  for (const [path, operations] of Object.entries(paths)) {
    const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
    for (const { parameters = [] } of Object.values(operations)) {
      expect(parameters.filter((parameter) => parameter.in === 'path').map(({ name }) => name)).toEqual(inPath);
    }
  }
});

test('every reference leads to a schema', () => {
  const references = everyObject(document).flatMap(({ $ref }) => (typeof $ref === 'string' ? [$ref] : []));
  const known = Object.keys(schemas).map((name) => `#/components/schemas/${name}`);
  expect([...new Set(references)].filter((reference) => !known.includes(reference))).toEqual([]);
});

test('every member that is required is also described, one called “id” too', () => {
  for (const schema of everyObject(schemas)) {
    if (!Array.isArray(schema['required'])) continue;
    expect(Object.keys(schema['properties'] as object)).toEqual(expect.arrayContaining(schema['required']));
  }
  expect(schemas['AppliedChange']).toMatchObject({ properties: { id: { type: 'string' } } });
});

test('requests refuse unknown members, answers may get new ones', () => {
  expect(schemas['CreateClient']).toMatchObject({ additionalProperties: false });
  expect(schemas['Client']).not.toHaveProperty('additionalProperties');
});

function everyObject(value: unknown): Record<string, unknown>[] {
  if (value === null || typeof value !== 'object') return [];
  const members = Object.values(value).flatMap(everyObject);
  return Array.isArray(value) ? members : [value as Record<string, unknown>, ...members];
}
