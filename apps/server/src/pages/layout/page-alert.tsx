import type { Child } from 'hono/jsx';
import { PageIcon } from './page-icon.tsx';

/** What went wrong with the whole form; fields refer to it by `id`. */
export function PageAlert({ id, children }: { id: string; children?: Child }) {
  return (
    <div class="alert" role="alert" id={id}>
      <PageIcon name="notice" />
      <div>{children}</div>
    </div>
  );
}
