import { z } from 'zod';
import { unkeptRule } from './schema-fault.ts';

type JsonSchema = Readonly<Record<string, unknown>>;

/** Schemas that were compiled, by their text: they change seldom and are needed at each request. */
const compiled = new Map<string, z.ZodType>();
const MAX_COMPILED = 500;

/** What is wrong with a schema; `null`: it can be used. */
export function schemaFault(schema: JsonSchema): string | null {
  if (schema['type'] !== 'object') return 'must have "type": "object" at its root, for the members of a detail';
  const unkept = unkeptRule(schema);
  if (unkept !== null) return unkept;
  try {
    compile(schema).safeParse({});
    return null;
  } catch (error) {
    return `is not a JSON Schema that can be used: ${error instanceof Error ? error.message : 'it cannot be read'}`;
  }
}

/** The validator of a schema that has no fault. */
export function detailSchema(schema: JsonSchema): z.ZodType {
  const text = JSON.stringify(schema);
  const known = compiled.get(text);
  if (known !== undefined) return known;
  const made = compile(schema);
  if (compiled.size >= MAX_COMPILED) compiled.clear();
  compiled.set(text, made);
  return made;
}

function compile(schema: JsonSchema): z.ZodType {
  return z.fromJSONSchema(schema);
}
