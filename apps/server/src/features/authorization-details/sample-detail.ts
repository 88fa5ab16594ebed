import type { AuthorizationDetail } from '@consentry/contract';
import type { DetailsTypeRow } from './details-type-store.ts';

type Schema = Readonly<Record<string, unknown>>;

/** As deep as a detail may be nested; a schema may refer to itself. */
const MAX_DEPTH = 6;
const FORMATS: Readonly<Record<string, string>> = {
  date: '2030-01-31',
  time: '12:00:00Z',
  'date-time': '2030-01-31T12:00:00Z',
  email: 'alex@example.com',
  uri: 'https://example.com/',
  uuid: '00000000-0000-4000-8000-000000000000',
};

/** A detail as one of its type might be, for somebody who wants to see its words: every member that the schema describes has a value. */
export function sampleDetail({ type, schema }: Pick<DetailsTypeRow, 'type' | 'schema'>): AuthorizationDetail {
  const sample = sampleOf(schema, { name: type, root: schema, depth: 0 });
  return { ...(isSchema(sample) ? sample : {}), type };
}

interface Place {
  /** What a person would call what stands here. */
  name: string;
  root: Schema;
  depth: number;
}

function sampleOf(schema: unknown, place: Place): unknown {
  if (!isSchema(schema)) return place.name;
  const given = [schema['const'], first(schema['enum']), first(schema['examples'])].find((value) => value !== undefined);
  if (given !== undefined) return given;
  const other = referenced(schema, place.root) ?? first(schema['anyOf']) ?? first(schema['oneOf']);
  if (other !== undefined) return place.depth > MAX_DEPTH ? null : sampleOf(other, { ...place, depth: place.depth + 1 });
  const parts = schema['allOf'];
  if (Array.isArray(parts)) return Object.assign({}, membersOf(schema, place), ...parts.map((part) => sampleOf(part, place)));
  return ofKind(schema, place);
}

function ofKind(schema: Schema, place: Place): unknown {
  switch (first([schema['type'] ?? kindOf(schema)].flat())) {
    case 'object':
      return membersOf(schema, place);
    case 'array':
      return itemsOf(schema, place);
    case 'number':
    case 'integer':
      return numberOf(schema);
    case 'boolean':
      return true;
    case 'null':
      return null;
    default:
      return textOf(schema, place.name);
  }
}

function kindOf(schema: Schema): string {
  return isSchema(schema['properties']) ? 'object' : 'string';
}

function membersOf(schema: Schema, place: Place): Record<string, unknown> {
  const described = isSchema(schema['properties']) && place.depth <= MAX_DEPTH ? Object.entries(schema['properties']) : [];
  return Object.fromEntries(described.map(([name, member]) => [name, sampleOf(member, { ...place, name, depth: place.depth + 1 })]));
}

function itemsOf({ items, prefixItems, minItems }: Schema, place: Place): unknown[] {
  const inner = { ...place, depth: place.depth + 1 };
  if (inner.depth > MAX_DEPTH) return [];
  const leading = Array.isArray(prefixItems) ? prefixItems.map((item) => sampleOf(item, inner)) : [];
  const least = typeof minItems === 'number' ? Math.min(minItems, 3) : 1;
  const rest = leading.length >= least ? [] : [sampleOf(items, inner)];
  return [...leading, ...rest];
}

function numberOf({ minimum, exclusiveMinimum, multipleOf, maximum }: Schema): number {
  if (typeof minimum === 'number') return minimum;
  if (typeof exclusiveMinimum === 'number') return exclusiveMinimum + (typeof multipleOf === 'number' ? multipleOf : 1);
  const usual = typeof multipleOf === 'number' ? multipleOf : 1;
  return typeof maximum === 'number' ? Math.min(usual, maximum) : usual;
}

/** The name of the member tells best what will stand there. */
function textOf({ title, format, maxLength }: Schema, name: string): string {
  const ofFormat = typeof format === 'string' ? FORMATS[format] : undefined;
  const text = ofFormat ?? (typeof title === 'string' ? title : name);
  return typeof maxLength === 'number' ? text.slice(0, maxLength) : text;
}

/** What a reference inside the same schema leads to (JSON Schema Core §8.2.3.1). */
function referenced(schema: Schema, root: Schema): unknown {
  const ref = schema['$ref'];
  if (typeof ref !== 'string' || !ref.startsWith('#')) return undefined;
  const path = ref.slice(1).split('/').slice(1);
  return path.reduce<unknown>((at, part) => (isSchema(at) && Object.hasOwn(at, part) ? at[part] : undefined), root);
}

function first(list: unknown): unknown {
  return Array.isArray(list) ? (list as unknown[])[0] : undefined;
}

function isSchema(value: unknown): value is Schema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
