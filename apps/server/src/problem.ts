import { PROBLEMS, type FieldError, type ProblemType } from '@consentry/contract';

/** A failure of the management API: `detail` is public; `cause` is logged with the request id and never sent (RFC 9457). */
export class Problem extends Error {
  override name = 'Problem';
  readonly type: ProblemType;
  readonly extension: { errors?: FieldError[]; scope?: string };
  readonly retryAfterSeconds: number | undefined;
  /** Methods that the path takes (RFC 9110 §10.2.1). */
  readonly allow: string | undefined;

  constructor(
    type: ProblemType,
    detail: string,
    options: { errors?: FieldError[]; scope?: string; retry_after_seconds?: number; allow?: string; cause?: unknown } = {},
  ) {
    super(detail, options.cause === undefined ? {} : { cause: options.cause });
    this.type = type;
    this.extension = {
      ...(options.errors === undefined ? {} : { errors: options.errors }),
      ...(options.scope === undefined ? {} : { scope: options.scope }),
    };
    this.retryAfterSeconds = options.retry_after_seconds;
    this.allow = options.allow;
  }

  get status(): number {
    return PROBLEMS[this.type].status;
  }
}

/** One member of the body is not acceptable; `pointer` is its JSON pointer without `#`. */
export function invalidMember(pointer: string, detail: string): Problem {
  return new Problem('invalid-request', detail, { errors: [{ pointer: `#${pointer}`, detail }] });
}
