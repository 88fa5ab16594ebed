import { uniqueViolation } from '../../platform/database.ts';
import { Problem } from '../../problem.ts';

/** Turns a violated uniqueness into the problem that names the member; other errors pass. */
export function takenProblem(input: { username?: string | undefined; email?: string | null | undefined }): (error: unknown) => never {
  return (error) => {
    const constraint = uniqueViolation(error);
    if (constraint === 'users_username_key_key') {
      const detail = `The username “${input.username}” is in use.`;
      throw new Problem('username-taken', detail, { errors: [{ pointer: '#/username', detail }], cause: error });
    }
    if (constraint === 'users_email_key_key') {
      const detail = `The e-mail address “${input.email}” is in use.`;
      throw new Problem('email-taken', detail, { errors: [{ pointer: '#/email', detail }], cause: error });
    }
    throw error;
  };
}
