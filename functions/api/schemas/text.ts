import * as z from '../zod.ts';

/** C0, DEL and C1 as every dialect of regular expressions reads them: clients are generated in many languages. */
const CONTROLS = '\\x00-\\x1f\\x7f-\\x9f';

/** What goes into a header field: no control characters. */
export const WITHOUT_CONTROLS = new RegExp(`^[^${CONTROLS}]*$`);

/** A name without controls, and without what leads into folders. */
export const BARE_NAME = new RegExp(`^[^${CONTROLS}/\\\\]*$`);

/**
 * A text of so many UTF-16 units at most; a longer one is refused with its length. Half of a pair of surrogates, which JSON can hold and UTF-8 cannot
 * (somebody cut an emoji in two), becomes U+FFFD.
 */
export const textOf = (most: number) =>
  z
    .string()
    .max(most, { error: ({ input }) => tooMany(input, most, 'characters') })
    .overwrite((text) => text.toWellFormed());

/** A list of so many entries at most; a longer one is refused with its length. */
export const listOf = <Entry extends z.ZodType>(entry: Entry, most: number) =>
  z.array(entry).max(most, { error: ({ input }) => tooMany(input, most, 'entries') });

const tooMany = (input: unknown, most: number, unit: string) =>
  `has ${(input as { length: number }).length} ${unit}; at most ${most} are allowed`;
