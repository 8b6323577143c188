import * as z from '../zod.ts';

/** C0, DEL and C1, written so that every regular-expression dialect reads it: clients are generated in many languages. */
const CONTROLS = '\\x00-\\x1f\\x7f-\\x9f';
const WITHOUT_CONTROLS = new RegExp(`^[^${CONTROLS}]*$`);

/** Embeddings, overrides and isolates. Marks stay: names in Hebrew and Arabic need them. */
const BIDI = /[\u202a-\u202e\u2066-\u2069]/g;

/** Something that is not blank, invisible or U+2800, the Braille pattern without a dot (Unicode §5.21). A control character is refused below. */
const VISIBLE = /[^\s\p{Default_Ignorable_Code_Point}\u2800]/u;

/** A file name without control characters and path separators. */
export const BARE_NAME = new RegExp(`^[^${CONTROLS}/\\\\]*$`);

/** What an address must be, said by every call that takes one. */
export const ONE_ADDRESS = 'must be one bare address, such as "anna@shop.example"';

/**
 * A text of at most `most` UTF-16 units; a longer one is refused with its length. A lone surrogate, which JSON can hold and UTF-8 cannot
 * (half an emoji), becomes U+FFFD.
 */
export const textOf = (most: number) =>
  z
    .string()
    .max(most, { error: ({ input }) => tooMany(input, most, 'characters') })
    .overwrite((text) => text.toWellFormed());

/** For header fields: no control characters, and none that turns round what is shown around it (UAX #9 §2). Empty if it would show nothing. */
export const headerTextOf = (most: number) =>
  textOf(most)
    .overwrite((text) => (VISIBLE.test(text) ? text.replace(BIDI, '').trim() : ''))
    .regex(WITHOUT_CONTROLS, 'must not hold control characters');

/** A list of at most `most` entries; a longer one is refused with its length. */
export const listOf = <Entry extends z.ZodType>(entry: Entry, most: number) =>
  z.array(entry).max(most, { error: ({ input }) => tooMany(input, most, 'entries') });

const tooMany = (input: unknown, most: number, unit: string) =>
  `has ${(input as { length: number }).length} ${unit}; at most ${most} are allowed`;
