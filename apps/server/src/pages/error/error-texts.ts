import { displayText } from '../layout/display-text.ts';
import type { PageContext } from '../layout/page-context.ts';
import type { MessageKey } from '../messages/messages.ts';

export type ErrorPageCode =
  | 'unknown_client'
  | 'client_disabled'
  | 'redirect_uri_mismatch'
  | 'interaction_expired'
  | 'csrf'
  | 'not_found'
  | 'server_error'
  | 'access_denied'
  | 'invalid_request'
  | 'rate_limited'
  | 'unavailable'
  | 'method_not_allowed';

export interface ErrorTexts {
  title: string;
  sentence: string;
  next_step: string;
}

/** What the error page says for a code. */
export function errorTexts(page: Pick<PageContext, 't' | 'product_name'>, code: ErrorPageCode): ErrorTexts {
  // Every message is given the product's name; those that don't mention it leave it unused.
  const translate = page.t as (key: MessageKey, values: { product: string }) => string;
  const text = (part: keyof ErrorTexts) => translate(`error.${code}.${part}`, { product: displayText(page.product_name, 60) });
  return { title: text('title'), sentence: text('sentence'), next_step: text('next_step') };
}
