type Schema = Readonly<Record<string, unknown>>;

/** What a schema may say of a value of each kind. A keyword that the validator passes over would be a rule that nobody keeps. */
const OF_KIND: Readonly<Record<string, readonly string[]>> = {
  object: ['properties', 'required', 'additionalProperties', 'patternProperties', 'propertyNames', 'minProperties', 'maxProperties'],
  array: ['items', 'prefixItems', 'minItems', 'maxItems', 'uniqueItems', 'contains', 'minContains', 'maxContains'],
  string: ['minLength', 'maxLength', 'pattern', 'format'],
  number: ['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf'],
};
const KIND_OF = new Map(Object.entries(OF_KIND).flatMap(([kind, keywords]) => keywords.map((keyword) => [keyword, kind] as const)));
const NOTES = ['$schema', '$id', '$comment', 'title', 'description', 'examples', 'deprecated', '$defs'];
const CHOICES = ['anyOf', 'oneOf', 'allOf'];
const VALUES = ['enum', 'const'];
const KEYWORDS = new Set([...NOTES, ...CHOICES, ...VALUES, ...KIND_OF.keys(), '$ref', 'type']);

const SCHEMA_MAPS = ['properties', 'patternProperties', '$defs'];
const SCHEMAS = ['items', 'prefixItems', 'additionalProperties', 'propertyNames', 'contains', ...CHOICES];
const MAX_DEPTH = 20;

/** What a JSON Schema says that would not be kept, at this place or below; `null`: it is kept as it stands. */
export function unkeptRule(schema: unknown, depth = 0): string | null {
  if (depth > MAX_DEPTH) return 'is nested too deep';
  if (typeof schema === 'boolean') return null;
  if (!isSchema(schema)) return 'has something in the place of a schema that is none';
  return keywordFault(schema) ?? besideFault(schema) ?? requiredFault(schema) ?? partsOf(schema).reduce(firstFault(depth), null);
}

function firstFault(depth: number) {
  return (found: string | null, part: unknown): string | null => found ?? unkeptRule(part, depth + 1);
}

function isSchema(value: unknown): value is Schema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function keywordFault(schema: Schema): string | null {
  const kinds = [schema['type'] ?? []].flat().map((kind) => (kind === 'integer' ? 'number' : kind));
  for (const keyword of Object.keys(schema)) {
    if (!KEYWORDS.has(keyword)) return `has the keyword “${keyword.slice(0, 64)}”, which is not supported here`;
    const kind = KIND_OF.get(keyword);
    if (kind !== undefined && !kinds.includes(kind)) return `has “${keyword}” without "type": "${kind}", so that it would not be kept`;
  }
  return 'pattern' in schema && !isPattern(schema['pattern']) ? 'has a pattern that is no regular expression' : null;
}

/** Beside a reference or a list of values the validator looks at nothing else. */
function besideFault(schema: Schema): string | null {
  if ('patternProperties' in schema && isSchema(schema['additionalProperties']))
    return 'has a schema in “additionalProperties” beside “patternProperties”, where it would not be kept';
  const lead = ['$ref', ...VALUES].find((keyword) => keyword in schema);
  if (lead === undefined) return null;
  const allowed = [...NOTES, lead, ...(lead === '$ref' ? [] : ['type'])];
  const beside = Object.keys(schema).find((keyword) => !allowed.includes(keyword));
  return beside === undefined ? null : `has “${beside}” beside “${lead}”, where it would not be kept`;
}

function requiredFault({ required, properties }: Schema): string | null {
  if (required === undefined) return null;
  if (!Array.isArray(required)) return 'has a “required” that is no list';
  const described = isSchema(properties) ? Object.keys(properties) : [];
  const missing = required.find((name) => !described.includes(String(name)));
  return missing === undefined ? null : `requires “${String(missing).slice(0, 64)}”, which its properties do not describe`;
}

function partsOf(schema: Schema): unknown[] {
  const maps = SCHEMA_MAPS.flatMap((keyword) => (isSchema(schema[keyword]) ? Object.values(schema[keyword]) : []));
  return [...maps, ...SCHEMAS.flatMap((keyword) => (keyword in schema ? [schema[keyword]].flat() : []))];
}

function isPattern(value: unknown): boolean {
  try {
    return typeof value === 'string' && new RegExp(value, 'u').source !== '';
  } catch {
    return false;
  }
}
