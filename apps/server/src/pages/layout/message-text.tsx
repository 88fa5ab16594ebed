import type { Child } from 'hono/jsx';
import type { MessageKey, MessageValues } from '../messages/messages.ts';
import type { PageContext } from './page-context.ts';

interface MessageTextProps<Key extends MessageKey> {
  page: PageContext;
  message: Key;
  values: MessageValues<Key, Child>;
}

/** A message with elements in its placeholders, in whatever order the language has them. */
export function MessageText<Key extends MessageKey>({ page, message, values }: MessageTextProps<Key>) {
  const names = Object.keys(values);
  const elements: Child[] = Object.values(values);
  const marks = Object.fromEntries(names.map((name, index) => [name, `\u0001${index}\u0001`]));
  // The type of `values` ties the names to the message; `marks` has the same names, which the compiler can't follow.
  const translate = page.t as (key: MessageKey, values: Record<string, string>) => string;
  const parts = translate(message, marks).split('\u0001');
  return <>{parts.map((part, index) => (index % 2 === 0 ? part : elements[Number(part)]))}</>;
}
