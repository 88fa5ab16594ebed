import { z } from 'zod';
import { IMPLIED_PROBLEMS, PROBLEMS, ProblemBody, type ProblemType } from './problems.ts';
import { takesBytes, type Route } from './route.ts';

type Json = Record<string, unknown>;

const ABOUT =
  'Everything that an operator can do, for programs: applications, users, APIs, grants, settings and the audit log. ' +
  'Failures are problem details (RFC 9457); `x-scope` names the scope that an operation needs. Answers may get further members: ignore those you do not know.';

const ETag = { description: 'version of what is shown (RFC 9110 §8.8.3)', schema: { type: 'string' } };
const IF_MATCH = {
  name: 'If-Match',
  in: 'header',
  required: false,
  description: 'the `ETag` that was read: the change is refused when somebody has made another since (RFC 9110 §13.1.1)',
  schema: { type: 'string' },
};

/** Builds the OpenAPI 3.1 description of the management API from its routes. */
export function openApiDocument(nouns: Record<string, Record<string, Route>>, version: string): Json {
  const schemas: Json = {};
  const paths: Record<string, Json> = {};
  for (const route of Object.values(nouns).flatMap((routes) => Object.values(routes))) {
    const path = (paths[route.path] ??= {});
    path[route.method] = operation(route, schemas);
  }
  toSchema(ProblemBody, 'output', schemas);
  return {
    openapi: '3.1.0',
    info: { title: 'Consentry management API', version, description: ABOUT, license: { name: 'Apache-2.0', identifier: 'Apache-2.0' } },
    servers: [{ url: '/api/v1' }],
    security: [{ bearer: [] }],
    paths,
    components: {
      securitySchemes: {
        bearer: { type: 'http', scheme: 'bearer', description: 'An access token for the resource `{issuer}/api/v1` (RFC 6750).' },
      },
      schemas,
    },
  };
}

function operation(route: Route, schemas: Json): Json {
  const parameters = [
    ...parametersOf(route.params, 'path', schemas),
    ...parametersOf(route.query, 'query', schemas),
    ...(route.versioned_by !== null && route.method !== 'get' ? [IF_MATCH] : []),
  ];
  const content = bodyContent(route, schemas);
  return {
    operationId: route.id,
    tags: [route.id.slice(0, route.id.indexOf('.'))],
    summary: route.summary,
    ...(route.scope === null ? {} : { 'x-scope': route.scope }),
    ...(parameters.length === 0 ? {} : { parameters }),
    ...(content === null ? {} : { requestBody: { required: true, content } }),
    responses: { [route.status]: success(route, schemas), ...failures(route) },
  };
}

function bodyContent(route: Route, schemas: Json): Json | null {
  // Bytes have a media type and no schema (OpenAPI 3.1 §4.8.14.3).
  if (takesBytes(route)) return Object.fromEntries(route.media_types.map((type) => [type, {}]));
  const schema = toSchema(route.body, 'input', schemas);
  return schema === null ? null : { 'application/json': { schema } };
}

function success(route: Route, schemas: Json): Json {
  const schema = toSchema(route.response, 'output', schemas);
  const headers = route.versioned_by === null ? {} : { headers: { ETag } };
  return { description: 'Done', ...headers, ...(schema === null ? {} : { content: { 'application/json': { schema } } }) };
}

function failures(route: Route): Json {
  const byStatus = new Map<number, ProblemType[]>();
  for (const type of [...route.problems, ...IMPLIED_PROBLEMS]) {
    const { status } = PROBLEMS[type];
    byStatus.set(status, [...(byStatus.get(status) ?? []), type]);
  }
  const content = { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } };
  return Object.fromEntries([...byStatus].map(([status, types]) => [status, { description: types.join(', '), content }]));
}

function parametersOf(schema: z.ZodType, place: 'path' | 'query', schemas: Json): Json[] {
  if (!(schema instanceof z.ZodObject)) return [];
  return Object.entries(schema.shape as Record<string, z.ZodType>).map(([name, member]) => {
    const { description, ...rest } = toSchema(member, 'input', schemas) ?? {};
    return {
      name,
      in: place,
      required: place === 'path' || !member.safeParse(undefined).success,
      ...(description === undefined ? {} : { description }),
      schema: rest,
    };
  });
}

/** JSON Schema 2020-12 of a zod schema; named schemas go to `schemas` and are referred to. */
function toSchema(schema: z.ZodType, io: 'input' | 'output', schemas: Json): Json | null {
  if (schema instanceof z.ZodUndefined) return null;
  const { $schema: _dialect, $defs, ...json } = z.toJSONSchema(schema, { io, unrepresentable: 'any', override: tidy }) as Json;
  for (const [name, definition] of Object.entries(($defs ?? {}) as Json)) schemas[name] ??= rebase(definition);
  const name = schema.meta()?.id;
  if (name === undefined) return rebase(json) as Json;
  schemas[name] ??= rebase(json);
  return { $ref: `#/components/schemas/${name}` };
}

/** A schema's own name is its key among the components. Only what is strict in zod refuses further members. */
function tidy({ zodSchema, jsonSchema }: { zodSchema: z.core.$ZodTypes; jsonSchema: z.core.JSONSchema.BaseSchema }): void {
  delete jsonSchema.id;
  if (zodSchema._zod.def.type === 'object' && zodSchema._zod.def.catchall === undefined) delete jsonSchema.additionalProperties;
}

/** Points `#/$defs/X` at the document's components. */
function rebase(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(rebase);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, key === '$ref' ? componentOf(member) : rebase(member)]));
}

function componentOf(reference: unknown): string {
  return String(reference).replace('#/$defs/', '#/components/schemas/');
}
