import type { AuthorizationDetailsType, FieldError } from '@consentry/contract';
import { Problem } from '../../problem.ts';
import { schemaFault } from './detail-schema.ts';
import { templateFault } from './detail-template.ts';

/** Throws `invalid-request` with every schema and template that cannot be used. */
export function assertDetailsTypes(types: readonly AuthorizationDetailsType[]): void {
  const errors = types.flatMap((type, index) => typeErrors(type, `#/authorization_details_types/${index}`));
  if (errors.length > 0)
    throw new Problem(
      'invalid-request',
      errors
        .map(({ detail }) => detail)
        .join('; ')
        .slice(0, 1000),
      { errors },
    );
}

function typeErrors({ schema, texts }: AuthorizationDetailsType, pointer: string): FieldError[] {
  const fault = schemaFault(schema);
  const templates = Object.entries(texts).flatMap(([language, text]): FieldError[] => {
    const detail = templateFault(text);
    return detail === null ? [] : [{ pointer: `${pointer}/texts/${language}`, detail }];
  });
  return [...(fault === null ? [] : [{ pointer: `${pointer}/schema`, detail: fault }]), ...templates];
}
