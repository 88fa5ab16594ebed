import type { Child } from 'hono/jsx';

interface AccountFormProps {
  action: string;
  csrf_token: string;
  children?: Child;
}

/** A form that counts only in the session that it was shown in. */
export function AccountForm({ action, csrf_token, children }: AccountFormProps) {
  return (
    <form method="post" action={action}>
      <input type="hidden" name="csrf_token" value={csrf_token} />
      {children}
    </form>
  );
}
