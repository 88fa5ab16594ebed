import type { AuthorizationDetailsType } from '@consentry/contract';

/** A type of detailed permission as it is edited: the schema is text while it is typed. */
export interface DetailsTypeValues {
  type: string;
  schema: string;
  texts: Record<string, string>;
}

export const NEW_DETAILS_TYPE: DetailsTypeValues = {
  type: '',
  schema: JSON.stringify({ type: 'object', properties: {}, required: [] }, null, 2),
  texts: {},
};

export function detailsTypeValues({ type, schema, texts }: AuthorizationDetailsType): DetailsTypeValues {
  return { type, schema: JSON.stringify(schema, null, 2), texts };
}

/** What the server takes; a schema that is no JSON object is told before it is sent. */
export function detailsTypeBody({ type, schema, texts }: DetailsTypeValues): AuthorizationDetailsType {
  return {
    type,
    schema: readSchema(schema) ?? {},
    texts: Object.fromEntries(Object.entries(texts).filter(([, text]) => text.trim() !== '')),
  };
}

export function readSchema(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : null;
  } catch {
    // While somebody types, it is often no JSON yet.
    return null;
  }
}
