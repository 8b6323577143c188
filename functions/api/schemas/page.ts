import { DEFAULT_PAGE_SIZE, MAX_CURSOR_CHARACTERS, MAX_PAGE_SIZE } from '../limits.ts';
import * as z from '../zod.ts';

export const cursorSchema = z.string().optional().openapi({
  description: 'Pass it as `?cursor=` to get the next page; absent on the last page',
});

export const limitOf = (most: number) =>
  z
    .string()
    .regex(/^\d{1,9}$/, 'must be a whole number')
    .transform(Number)
    .pipe(z.int().min(1).max(most))
    .default(DEFAULT_PAGE_SIZE)
    .openapi({ type: 'integer', minimum: 1, maximum: most, default: DEFAULT_PAGE_SIZE });

/** The query parameters of every list. */
export const pageQuerySchema = z.strictObject({
  limit: limitOf(MAX_PAGE_SIZE),
  cursor: z
    .string()
    .min(1)
    .max(MAX_CURSOR_CHARACTERS)
    .optional()
    .openapi({ description: 'The cursor of the previous page' }),
});
