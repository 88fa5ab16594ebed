import { z } from 'zod';

/** Query of every list: newest first, `cursor` from the page before. */
export const PageQuery = z.object({
  limit: z.coerce.number().int().min(1).max(200).default(50).describe('how many items at most'),
  cursor: z.string().max(512).optional().describe('`next_cursor` of the page before'),
});

export function pageOf<T extends z.ZodType>(item: T) {
  return z.object({
    items: z.array(item),
    next_cursor: z.string().nullable().describe('pass it as `cursor` for the next page; null on the last'),
  });
}

export interface Page<T> {
  items: T[];
  next_cursor: string | null;
}
