/** U+2800, Braille's blank, draws nothing either, though Unicode counts it among the symbols. */
const NOTHING = /^[\s\p{Cc}\p{Default_Ignorable_Code_Point}\u2800]*$/u;

/**
 * Whether a text has no character that one can see: blanks, zero-width marks, soft hyphens, fillers (Unicode §5.21). Programs leave them in
 * empty mails, and a message of them alone says nothing (S12).
 */
export const showsNothing = (text: string): boolean => NOTHING.test(text);
